package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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

	w.run(filepath.Join(filepath.Dir(w.installed()), "uninstall.exe"), "/S", `_?=`+w.path(filepath.Dir(w.installed())))
	for _, path := range []string{w.installed(), startMenu} {
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
	w.run(filepath.Join(filepath.Dir(program), "uninstall.exe"), "/S", "/ALLUSERS", `_?=`+w.path(filepath.Dir(program)))
	if exists(program) {
		t.Error("it is left")
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
	s.kill()
	if got := w.version(); got != "年报通 0.0.9" {
		t.Errorf("now there is %q", got)
	}
}

// What is signed with a certificate verifies, and no longer when it is changed.
func TestWindowsProgramIsSigned(t *testing.T) {
	newWine(t)
	dir := t.TempDir()
	sh := func(line string) (string, error) {
		cmd := exec.Command("bash", "-euc", line)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CERT="+filepath.Join(dir, "c.pfx"), "CERT_PASS="+filepath.Join(dir, "pass"), "CERT_CA="+filepath.Join(dir, "c.pem"))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	script, err := filepath.Abs("../../assets/windows/sign.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`echo 密码 >pass`,
		`openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 2 -subj '/CN=nianbao test' -addext extendedKeyUsage=codeSigning`,
		`openssl pkcs12 -export -inkey k.pem -in c.pem -out c.pfx -passout file:pass`,
		`cp '` + built("nianbao.exe") + `' signed.exe`,
		`'` + script + `' signed.exe`,
		`osslsigncode verify -CAfile c.pem -in signed.exe`,
	} {
		if out, err := sh(line); err != nil {
			t.Fatalf("%s: %v %s", line, err, out)
		}
	}
	if out, err := sh(`printf x | dd of=signed.exe bs=1 seek=200000 conv=notrunc status=none; osslsigncode verify -CAfile c.pem -in signed.exe`); err == nil {
		t.Errorf("a changed program verifies: %s", out)
	}
}

// The installer stays small enough to be carried and mailed about.
func TestWindowsInstallerIsSmall(t *testing.T) {
	newWine(t)
	const most = 45 << 20
	info, err := os.Stat(found(t, os.Getenv(builtVar), "*安装程序.exe"))
	if err != nil || info.Size() > most {
		t.Errorf("%v bytes, %v", info.Size(), err)
	}
}
