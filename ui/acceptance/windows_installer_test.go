package acceptance

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/assets"
)

// install runs the installer of a folder silently.
func (w *wine) install(dir string, args ...string) {
	w.t.Helper()
	if got := w.run(found(w.t, dir, "*安装程序.exe"), append([]string{"/S"}, args...)...); got.code != 0 {
		w.t.Fatalf("install: %+v", got)
	}
}

// installed is the program where it is installed for one person.
func (w *wine) installed() string { return w.local("Programs", "nianbao", "nianbao.exe") }

// version is what the installed program says of itself.
func (w *wine) version() string {
	w.t.Helper()
	got := w.run(w.installed(), "--version")
	if got.code != 0 {
		w.t.Fatalf("--version: %+v", got)
	}
	return strings.TrimSpace(got.stdout)
}

// registered is what the registry holds under a key.
func (w *wine) registered(key string) string {
	w.t.Helper()
	return w.run("reg", "query", key, "/s").stdout
}

const nbxCommand = `HKCU\Software\Classes\nianbao.nbx\shell\open\command`

// The program is installed for one person, upgraded over data of the version
// before, used, and removed; the data stays.
func TestWindowsInstallsUpgradesAndUninstalls(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(earlierVar))
	if got := w.version(); got != "年报通 0.0.9" {
		t.Fatalf("installed %q", got)
	}
	example := file(t, "example.json", string(assets.Example))
	if got := w.run(w.installed(), "import", w.path(example)); got.code != 0 {
		t.Fatalf("import: %+v", got)
	}
	s := w.open(w.local("nianbao"), w.installed())
	s.kill()

	w.install(os.Getenv(builtVar))
	if got := w.version(); got == "年报通 0.0.9" || !strings.HasPrefix(got, "年报通 ") {
		t.Errorf("after the upgrade: %q", got)
	}
	if got := w.run(w.installed(), "list").stdout; !strings.Contains(got, "示例县自然资源局") {
		t.Errorf("the data of before: %q", got)
	}
	if got := w.registered(nbxCommand); !strings.Contains(got, `nianbao.exe" "%1"`) {
		t.Errorf("hand-over files are opened by %q", got)
	}
	startMenu := filepath.Join(filepath.Dir(w.local()), "Roaming", "Microsoft", "Windows", "Start Menu", "Programs", "年报通.lnk")
	if !exists(startMenu) {
		t.Error("nothing in the start menu")
	}

	if code := w.uninstall(filepath.Dir(w.installed())); code != 0 {
		t.Errorf("uninstall: %d", code)
	}
	for _, path := range []string{filepath.Dir(w.installed()), startMenu} {
		if exists(path) {
			t.Errorf("%s is left", path)
		}
	}
	if got := w.registered(nbxCommand); strings.Contains(got, "nianbao") {
		t.Errorf("the registry still has %q", got)
	}
	if !exists(w.local("nianbao", "nianbao.db")) {
		t.Error("the drafts are gone, and nobody was asked")
	}
}

// What programs before have left where a person's data lies is taken over by the program
// that is installed over one of them.
func TestWindowsTakesOverDataOfEveryProgramBefore(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(earlierVar))
	w.install(os.Getenv(builtVar))
	own := w.local("nianbao")
	for _, kept := range keptData {
		if err := os.RemoveAll(own); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(own, os.DirFS(kept.copied(t))); err != nil {
			t.Fatal(err)
		}
		kept.takenOver(t, func(args ...string) result { return w.run(w.installed(), args...) })
		if n := copiesOfBefore(t, own); n > 0 != kept.upgraded {
			t.Errorf("%s: %d copies of before", kept.folder, n)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// For all users of a machine, as an IT department does it.
func TestWindowsInstallsForAllUsers(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(builtVar), "/ALLUSERS")
	program := filepath.Join(w.prefix, "drive_c", "Program Files", "nianbao", "nianbao.exe")
	if !exists(program) || exists(w.installed()) {
		t.Fatal("not where the programs of all users are")
	}
	if got := w.registered(`HKLM\Software\Classes\.nbx`); !strings.Contains(got, "nianbao.nbx") {
		t.Errorf("hand-over files: %q", got)
	}
	other := filepath.Join(filepath.Dir(program), "licences", "合同.docx")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if exists(filepath.Join(filepath.Dir(program), "new")) {
		t.Error("what was written aside is left")
	}
	if code := w.uninstall(filepath.Dir(program)); code != 0 || exists(program) || !exists(other) {
		t.Errorf("uninstall: %d, or more is gone than was installed", code)
	}
	for _, key := range []string{allUsersKey, `HKLM\Software\Classes\nianbao.nbx`} {
		if got := w.registered(key); strings.Contains(got, "nianbao") {
			t.Errorf("left: %s", got)
		}
	}
}

const allUsersKey = `HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao`

// uninstall runs the uninstaller of a folder as the manual says, and waits until it has
// taken itself away. It returns the exit code.
func (w *wine) uninstall(dir string) int {
	w.t.Helper()
	own := w.path(dir)
	if inside, ok := strings.CutPrefix(dir, filepath.Join(w.prefix, "drive_c")); ok { // as the registry has it
		own = "C:" + strings.ReplaceAll(inside, "/", `\`)
	}
	got := w.run(own+`\uninstall.exe`, "/S", "_?="+own)
	for range 100 {
		if got.code != 0 || !exists(dir) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return got.code
}

// lowByte is how a wait status holds an exit code of Windows: its low byte.
func lowByte(code int) int { return code & 0xff }

const hereAlready = 1638

// There is never a second copy: for all users takes the place of one person's own, and
// one for all users is upgraded by whoever may.
func TestWindowsInstallsOneCopy(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(earlierVar))
	w.install(os.Getenv(builtVar), "/ALLUSERS")
	all := filepath.Join(w.prefix, "drive_c", "Program Files", "nianbao")
	for deadline := time.Now().Add(15 * time.Second); exists(filepath.Dir(w.installed())) && time.Now().Before(deadline); {
		time.Sleep(100 * time.Millisecond)
	}
	if exists(filepath.Dir(w.installed())) || !exists(all) {
		t.Error("the person's own copy is left")
	}
	w.install(os.Getenv(builtVar)) // with rights: the one for all is upgraded
	if exists(w.installed()) || !exists(filepath.Join(all, "nianbao.exe")) {
		t.Error("a second copy was installed")
	}
	if got := w.registered(`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao`); strings.Contains(got, "DisplayName") {
		t.Errorf("listed for the person: %s", got)
	}
	if code := w.uninstall(all); code != 0 || exists(all) {
		t.Errorf("uninstall: %d", code)
	}
}

// A file that may not be changed is not one that is open, and both are told.
func TestWindowsTellsNoRightsFromInUse(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(builtVar))
	if out, err := exec.Command("chattr", "+i", w.installed()).CombinedOutput(); err != nil {
		t.Skipf("no file can be made unchangeable here: %s", out)
	}
	defer func() { _ = exec.Command("chattr", "-i", w.installed()).Run() }()
	const noRights = 5
	if code := w.uninstall(filepath.Dir(w.installed())); code != noRights || !exists(w.installed()) {
		t.Errorf("uninstall without rights: %d", code)
	}
	if got := w.run(found(t, os.Getenv(builtVar), "*安装程序.exe"), "/S"); got.code != noRights {
		t.Errorf("install without rights: %d", got.code)
	}
}

// The MSI for group policy: installed, upgraded, repaired, removed, and never beside
// what the installer has put there.
func TestWindowsInstallsByMSI(t *testing.T) {
	w := newWine(t)
	program := filepath.Join(w.prefix, "drive_c", "Program Files", "nianbao", "nianbao.exe")
	msi := func(dir string, args ...string) int {
		t.Helper()
		return w.run("msiexec", append(append([]string{args[0], w.path(found(t, dir, "*.msi"))}, args[1:]...), "/qn")...).code
	}
	earlier, now := os.Getenv(earlierVar), os.Getenv(builtVar)
	if code := msi(earlier, "/i"); code != 0 || !exists(program) {
		t.Fatalf("install: %d", code)
	}
	if code := msi(now, "/i"); code != 0 {
		t.Errorf("upgrade: %d", code)
	}
	if got := w.registered(`HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall`); !strings.Contains(got, `InstallLocation    REG_SZ    C:\Program Files\nianbao`) {
		t.Errorf("nobody is told where it is: %s", got)
	}
	if got := w.run(program, "--version"); strings.Contains(got.stdout, "0.0.9") || !strings.Contains(got.stdout, "年报通") {
		t.Errorf("after the upgrade: %+v", got)
	}
	if code := msi(earlier, "/i"); code == 0 {
		t.Error("an older one was installed over it")
	}
	if err := os.Remove(filepath.Join(filepath.Dir(program), "nianbao.com")); err != nil {
		t.Fatal(err)
	}
	if code := msi(now, "/i", "REINSTALL=ALL", "REINSTALLMODE=amus"); code != 0 || !exists(filepath.Join(filepath.Dir(program), "nianbao.com")) {
		t.Errorf("repair: %d", code)
	}
	if got := w.run(found(t, now, "*安装程序.exe"), "/S"); got.code != lowByte(hereAlready) {
		t.Errorf("the installer over the MSI: %d", got.code)
	}
	if code := msi(now, "/x"); code != 0 || exists(filepath.Dir(program)) {
		t.Errorf("remove: %d", code)
	}
	for _, own := range []string{filepath.Dir(program), filepath.Dir(w.installed())} {
		args := []string{"/ALLUSERS"}
		if own != filepath.Dir(program) {
			args = nil
		}
		w.install(now, args...)
		if code := msi(now, "/i"); code == 0 {
			t.Error("the MSI was installed beside the installer's")
		}
		if code := w.uninstall(own); code != 0 {
			t.Errorf("uninstall: %d", code)
		}
	}
}

// Every file says whose it is, and the sums are those of the files.
func TestWindowsFilesSayWhatTheyAre(t *testing.T) {
	newWine(t)
	for _, name := range []string{"nianbao.exe", "nianbao.com"} {
		content, err := os.ReadFile(built(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"CompanyName", "LegalCopyright", "OriginalFilename", name} {
			wide := strings.Join(strings.Split(text, ""), "\x00")
			if !strings.Contains(string(content), wide) {
				t.Errorf("%s has no %s", name, text)
			}
		}
		if !strings.Contains(string(content), "requestedExecutionLevel") {
			t.Errorf("%s has no manifest", name)
		}
	}
	check := exec.Command("sha256sum", "-c", "--quiet", "SHA256SUMS")
	check.Dir = os.Getenv(builtVar)
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v %s", err, out)
	}
}

// A program that is open is not replaced half way.
func TestWindowsInstallerWaitsForAnOpenProgram(t *testing.T) {
	w := newWine(t)
	w.install(os.Getenv(earlierVar))
	s := w.open(w.local("nianbao"), w.installed())
	got := w.run(found(t, os.Getenv(builtVar), "*安装程序.exe"), "/S")
	if got.code == 0 {
		t.Error("it was installed over an open program")
	}
	const inUse = 32
	all := filepath.Join(w.prefix, "drive_c", "Program Files", "nianbao")
	if got := w.run(found(t, os.Getenv(builtVar), "*安装程序.exe"), "/S", "/ALLUSERS"); got.code != inUse || exists(all) {
		t.Errorf("for all users, with one's own copy open: %+v", got)
	}
	s.kill()
	if got := w.version(); got != "年报通 0.0.9" {
		t.Errorf("now there is %q", got)
	}
}

// Given a certificate, the build signs every file that Windows runs: the two programs,
// in the zip and in what is installed as well, the installer, the uninstaller that it
// writes, and the MSI. None of them verifies when a byte of it is changed.
func TestWindowsSignsEveryFile(t *testing.T) {
	w := newWine(t)
	dir, authority := os.Getenv(earlierVar), filepath.Join(os.Getenv(certVar), "c.pem")
	unpacked := t.TempDir()
	if out, err := exec.Command("unzip", "-q", found(t, dir, "*便携版.zip"), "-d", unpacked).CombinedOutput(); err != nil {
		t.Fatalf("unzip: %v %s", err, out)
	}
	msi := found(t, dir, "*.msi")
	if out, err := exec.Command("msiextract", "-C", filepath.Join(unpacked, "msi"), msi).CombinedOutput(); err != nil {
		t.Fatalf("msiextract: %v %s", err, out)
	}
	w.install(dir)
	files := []string{msi, found(t, dir, "*安装程序.exe")}
	for _, root := range []string{dir, unpacked, filepath.Dir(w.installed())} {
		files = append(files, programsIn(t, root)...)
	}
	files = slices.Compact(slices.Sorted(slices.Values(files)))
	const all = 4 + 2 + 2 + 3 // handed out, in the zip, in the MSI, installed
	if len(files) != all {
		t.Errorf("%d files: %v", len(files), files)
	}
	for _, path := range files {
		if out, err := verifySignature(authority, path); err != nil {
			t.Errorf("%s: %v %s", path, err, out)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		content[len(content)/2] ^= 1
		changed := filepath.Join(t.TempDir(), filepath.Base(path))
		if err := os.WriteFile(changed, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := verifySignature(authority, changed); err == nil {
			t.Errorf("%s verifies when it is changed: %s", path, out)
		}
	}
}

func verifySignature(authority, path string) (string, error) {
	out, err := exec.Command("osslsigncode", "verify", "-CAfile", authority, "-in", path).CombinedOutput()
	return string(out), err
}

// programsIn lists what Windows runs in a folder and those below it.
func programsIn(t *testing.T, root string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && slices.Contains([]string{".exe", ".com", ".dll"}, filepath.Ext(path)) {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// The installer stays small enough to be carried and mailed about.
func TestWindowsInstallerIsSmall(t *testing.T) {
	newWine(t)
	const most = 60 << 20
	info, err := os.Stat(found(t, os.Getenv(builtVar), "*安装程序.exe"))
	if err != nil || info.Size() > most {
		t.Errorf("%v bytes, %v", info.Size(), err)
	}
}
