# make run · make test · make bench · make check
# make windows · make test-windows · make bench-windows · make compatibility
# make linux · make test-linux · make reproducible
# Every target installs what it lacks of Debian's packages first.

VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
# migrated_fynedo: all widget work is on the main goroutine, so Fyne's own
# thread checks can stay out of the program that people use.
TAGS    := migrated_fynedo
# What is handed out tells from which commit it was made, and has the time of that: two
# builds of one commit are the same bytes. A + stands for changes that are in no commit.
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null)$(shell git diff --quiet HEAD 2>/dev/null || echo +)
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
# Who answers for what is handed out, and where they are reached: to be given when it is
# released, as in PUBLISHER=某某公司 CONTACT=help@example.cn.
PUBLISHER ?= 年报通
CONTACT   ?=
LINK    := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
BUILD   := go build -tags $(TAGS) -trimpath
PROGRAM := build/nianbao

TO_BUILD := gcc libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev
TO_TEST  := $(TO_BUILD) xvfb xauth openbox xdotool xclip imagemagick poppler-utils sqlite3 strace
TO_WINDOWS := gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64 nsis msitools wixl imagemagick zip osslsigncode openssl
# Beside Wine, what its package only recommends and it loads when it is there.
TO_TEST_WINDOWS := $(TO_TEST) $(TO_WINDOWS) wine wine64 unzip fonts-wine libgl1-mesa-dri libgnutls30 \
	libxcomposite1 libxcursor1 libxi6 libxinerama1 libxrandr2 libxrender1 libxxf86vm1
TO_LINUX := gcc gcc-aarch64-linux-gnu clang-19 lld-19 pkg-config imagemagick binutils
TO_TEST_LINUX := $(TO_TEST) $(TO_LINUX) debootstrap lintian
TO_COMPATIBILITY := $(TO_WINDOWS) meson ninja-build flex bison python3-mako g++-mingw-w64-x86-64-posix libz-mingw-w64-dev dpkg-dev
TO_BENCH := $(TO_TEST) chromium wkhtmltopdf libreoffice-writer-nogui

# install PACKAGES: only what is missing, with sudo where we are not root.
install = @missing=$$(for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	[ -z "$$missing" ] || { sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; }

.PHONY: run build test bench check windows test-windows bench-windows compatibility linux test-linux to-build to-test to-bench to-windows to-test-windows to-linux to-test-linux to-compatibility

run: build
	@$(PROGRAM) demo --out build/demo >/dev/null
	@echo "示例报告已生成：$(CURDIR)/$$(ls build/demo/*.pdf)"
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$OS" = Windows_NT ]; then exec $(PROGRAM); \
	else echo "没有显示器，不打开窗口。"; fi

build: to-build
	@mkdir -p build
	$(BUILD) -ldflags "$(LINK)" -o $(PROGRAM) .

# Nothing may depend on the fonts of a machine: the windows are laid out once as
# this machine is, once with Chinese fonts on it, and once without any, which is
# what the toolkit's tag ci does.
WINDOW_TESTS := ./ui/shell ./ui/grid ./ui/prose ./ui/uitest

# The window tests open real windows; a screen of their own keeps them from
# the one in use. They are run as people have the program, and once more with
# the toolkit watching from which goroutine it is called. Some wait for windows more than
# they work: so there are three at a time on two cores.
test: to-test
	go vet ./...
	xvfb-run -a -s "-screen 0 1400x900x24" go test -race -p 3 -timeout 30m ./...
	go test -tags ci $(WINDOW_TESTS) & without=$$!; \
	FONTCONFIG_FILE="$(CURDIR)/ui/uitest/chinese-fonts.conf" go test $(WINDOW_TESTS); with=$$?; wait $$without && exit $$with
	THREADS=watched xvfb-run -a -s "-screen 0 1400x900x24" go test -count 1 -timeout 15m -run 'Window' ./ui/acceptance

bench: to-bench build
	go build -tags "bench $(TAGS)" -o build/bench ./ui/acceptance/bench
	go build -o build/harness ./ui/acceptance/harness
	xvfb-run -a -s "-screen 0 1400x900x24" build/bench

# The harnesses, at their whole length; go test runs each shortened. ARGS are
# their options, such as ARGS="-rounds 5 -length 1m" or ARGS="-seed 7".
HARNESSES := crash damage faults load soak
.PHONY: $(HARNESSES)
$(HARNESSES): to-test build
	go build -o build/harness ./ui/acceptance/harness
	xvfb-run -a -s "-screen 0 1400x900x24" build/harness $@ $(ARGS)

# Those who want something of a sign-off that they have no right to, and clocks and
# folders that are wrong, from outside. ARGS="-only §3.3" plays some of it.
.PHONY: attack
attack: to-test build
	go build -trimpath -tags "$(TAGS) shifted" -ldflags "$(LINK)" -o build/nianbao-shifted .
	go build -o build/attack ./ui/acceptance/attack
	build/attack $(ARGS)

# Small changes to the program, one at a time, each of which a test of its own
# package must catch. ARGS="-only app/check,store" tries some, ARGS=-list none.
.PHONY: mutants
mutants: to-test
	go run ./ui/acceptance/mutants $(ARGS)

# What looks at the code without running it.
GOFUMPT     := mvdan.cc/gofumpt@v0.9.2
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0
GOSEC       := github.com/securego/gosec/v2/cmd/gosec@v2.22.11
GOCYCLO     := github.com/fzipp/gocyclo/cmd/gocyclo@v0.6.0
TOOLS       := build/tools
# What gosec lets pass at one place says so there, with the reason (#nosec).
# Everywhere:
#   ui/acceptance: commands and files of tests, which go to nobody.
#   G304, a file opened by a name that is no constant: the program opens what its
#     user names, with its user's rights; which files it must not write over,
#     app/files says.
LET_PASS := -exclude-dir=ui/acceptance -exclude=G304
# The packages with files for Windows that need no compiler of C to be looked at.
# G103, package unsafe: functions of Windows are called by addresses.
FOR_WINDOWS := ./ui/system/...

check: to-test
	for tool in $(GOFUMPT) $(STATICCHECK) $(GOSEC) $(GOCYCLO); do GOBIN="$(CURDIR)/$(TOOLS)" go install $$tool || exit 1; done
	test -z "$$($(TOOLS)/gofumpt -l $$(git ls-files '*.go' ':!*/testdata/*') | tee /dev/stderr)"
	go vet -tags bench ./...
	$(TOOLS)/staticcheck -tags bench ./...
	$(TOOLS)/gosec -quiet $(LET_PASS) ./...
	export GOOS=windows CGO_ENABLED=0; go vet $(FOR_WINDOWS) && $(TOOLS)/staticcheck $(FOR_WINDOWS) && \
	$(TOOLS)/gosec -quiet $(LET_PASS),G103 $(FOR_WINDOWS)
	$(TOOLS)/gocyclo -over 15 -ignore '_test|^build/' .
	.ci/vulnerabilities
	go test -count 1 ./assets/licences

# The Windows program, on Debian: see assets/windows/make.sh. CERT=file.pfx and
# CERT_PASS=file sign what is made.
windows: to-windows
	TAGS="$(TAGS)" VERSION="$(VERSION)" COMMIT="$(COMMIT)" PUBLISHER="$(PUBLISHER)" assets/windows/make.sh

# The Windows program under Wine, on a screen of its own. What goes before it is of an
# earlier version, and signed with a certificate that is made up.
test-windows: to-test-windows windows
	assets/windows/made-up-cert.sh build/cert
	CERT=build/cert/c.pfx CERT_PASS=build/cert/pass CERT_CA=build/cert/c.pem QUICK=yes \
	TAGS="$(TAGS)" VERSION=0.0.9 COMMIT="$(COMMIT)" PUBLISHER="$(PUBLISHER)" OUT=build/earlier assets/windows/make.sh
	NIANBAO_WINDOWS="$(CURDIR)/dist" NIANBAO_EARLIER="$(CURDIR)/build/earlier" NIANBAO_CERT="$(CURDIR)/build/cert" \
	xvfb-run -a -s "-screen 0 1400x900x24" go test -count 1 -timeout 45m -run TestWindows ./ui/acceptance

# A software opengl32.dll for machines without OpenGL, and the program drawing
# with it on a screen that has none.
compatibility: to-compatibility to-test-windows windows
	VERSION="$(VERSION)" assets/windows/mesa.sh
	NIANBAO_WINDOWS="$(CURDIR)/dist" NIANBAO_MESA="$(CURDIR)/build/mesa" \
	xvfb-run -a -s "-screen 0 1400x900x24" go test -count 1 -run TestWindowsDrawsWithSoftwareOpenGL ./ui/acceptance

# Two builds of the last commit, in two folders and as two people: the same bytes. ARGS=linux
# or ARGS=windows makes half of it.
.PHONY: reproducible
reproducible: to-linux to-windows
	assets/reproducible.sh $(or $(ARGS),linux windows)

bench-windows: to-test-windows windows build
	CGO_ENABLED=1 GOOS=windows CC=x86_64-w64-mingw32-gcc go build -tags $(TAGS) -trimpath -ldflags "-s -w -H windowsgui" -o build/empty.exe ./ui/acceptance/bench/empty
	go build -tags "bench $(TAGS)" -o build/bench ./ui/acceptance/bench
	xvfb-run -a -s "-screen 0 1400x900x24" build/bench -only windows

# The packages for Debian and what is made of it, for the machines that offices have:
# see assets/linux/make.sh.
ARCHES ?= amd64 arm64 loong64
linux: to-linux
	for arch in $(ARCHES); do TAGS="$(TAGS)" VERSION="$(VERSION)" COMMIT="$(COMMIT)" PUBLISHER="$(PUBLISHER)" CONTACT="$(CONTACT)" assets/linux/make.sh $$arch || exit 1; done
	assets/sums.sh dist

# The packages on fresh systems, the oldest and the newest that can be had: wants root.
test-linux: to-test-linux linux
	assets/linux/try.sh dist

to-build:
	$(call install,$(TO_BUILD))
to-test:
	$(call install,$(TO_TEST))
to-bench:
	$(call install,$(TO_BENCH))
to-windows:
	$(call install,$(TO_WINDOWS))
to-linux:
	$(call install,$(TO_LINUX))
to-test-linux:
	$(call install,$(TO_TEST_LINUX))
to-compatibility:
	$(call install,$(TO_COMPATIBILITY))
to-test-windows:
	$(call install,$(TO_TEST_WINDOWS))

# The pictures of the manual, from the real windows.
.PHONY: pictures
pictures: to-test
	assets/manual/make-pictures.sh
