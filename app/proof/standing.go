package proof

// Standing is what a record that is held here can be shown as, in the words of the
// screen and of paper.
type Standing string

// The standings.
const (
	Sound   Standing = ""        // as what it says
	Undated Standing = "签名时间待核实" // all of it fits, but nothing shows when a signature that counts was made
	Unsound Standing = "验证未通过"   // something does not fit in it: nothing that it says is proven
)

// Remedy says what to do about a record held here that is Unsound.
const Remedy = "可能是数据文件被其他程序改动，也可能是磁盘出错。请不要据此签名或者公布。办法：" +
	"一、打开这份报告最近的移交文件，采用文件中的一份（命令行 open --take theirs）；" +
	"二、没有移交文件的，在“文件 → 备份与恢复”（命令行 nianbao restore）中恢复出问题以前的备份；" +
	"三、都没有的，请信息技术人员检查。"
