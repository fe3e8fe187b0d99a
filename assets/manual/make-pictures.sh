#!/bin/bash
# Takes the pictures of the manual from the real windows, so that they show the
# program as it is. Needs Xvfb, openbox, xdotool and ImageMagick; run it with
# make pictures. DISPLAY_NUMBER chooses a screen of its own, 77 unless set.
set -euo pipefail
cd "$(dirname "$0")/../.."

screen=${DISPLAY_NUMBER:-77}
out=$PWD/assets/manual
work=$(mktemp -d)
width=1280 height=720

started=()
clean_up() {
	for pid in "${started[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap clean_up EXIT

go build -tags migrated_fynedo -o "$work/nianbao" .

# --- the office -------------------------------------------------------------

own='abcd 1234'
office='名册的密码甲乙丙'

# at DESK COMMAND…: one command on the workstation of a person.
at() {
	local desk=$1
	shift
	"$work/nianbao" "$@" --data-dir "$work/$desk" --password-fd 3 --office-password-fd 4 \
		3<<<"$own" 4<<<"$office" >>"$work/log" 2>&1
}

# enrol DESK NAME POST LEVELS: registers somebody with the officer's roster.
enrol() {
	at "$1" enrol "$2" --post "$3" --out "$work/request.nbx"
	at officer admit "$work/request.nbx" --levels "$4" --out "$work/roster.nbx"
	[ "$1" = officer ] || at "$1" open "$work/roster.nbx" --code "$code"
}

# report UNIT YEAR: the example under another name.
report() { sed "s/示例县自然资源局/$1/g; s/2026-01-20/$(($2 + 1))-01-20/; s/2025/$2/g" assets/example.json >"$work/$1$2.json"; }

for desk in officer head leader; do mkdir "$work/$desk"; done
at officer found 示例县自然资源局
code=$(at officer people --json; "$work/nianbao" people --json --data-dir "$work/officer" | sed -n 's/^  "code": "\(.*\)".*/\1/p')
enrol officer 张敏 政务公开专干 1
enrol head 李建国 办公室主任 2
enrol leader 王志远 局长 3

report 示例县自然资源局 2024
sed -i 's/1286/1175/' "$work/示例县自然资源局2024.json"
at head import "$work/示例县自然资源局2024.json"
at officer import "$work/示例县自然资源局2024.json"
at officer import assets/example.json # report 2 of the officer, 2 of the head
report 示例县测绘院 2025
at officer import "$work/示例县测绘院2025.json"
at officer set 3 requests.received.business 7
at officer set 3 disclosed.licensing.decisions ""

# --- the screen -------------------------------------------------------------

Xvfb ":$screen" -screen 0 1366x768x24 -dpi 96 >/dev/null 2>&1 &
started+=($!)
export DISPLAY=:$screen FYNE_SCALE=1
unset WAYLAND_DISPLAY
for _ in $(seq 50); do xdotool getmouselocation >/dev/null 2>&1 && break || sleep 0.2; done
openbox >/dev/null 2>&1 &
started+=($!)
sleep 1

# show DESK ARGUMENTS…: opens the window and waits until it stands still. The
# home is made up: dialogs show paths in it.
show() {
	local desk=$1
	shift
	HOME=/home/zhangmin "$work/nianbao" "$@" --data-dir "$work/$desk" >/dev/null 2>&1 &
	program=$!
	started+=("$program")
	window=$(timeout 60 xdotool search --sync --onlyvisible --pid "$program" --name 年报通 | head -1)
	xdotool windowactivate --sync "$window" windowsize --sync "$window" $width $height windowmove "$window" 20 30
	xdotool mousemove 1360 760
	settle
}

# settle waits until two pictures are the same: a blinking caret may keep them
# apart, so not for ever.
settle() {
	local before='' now
	for _ in $(seq 8); do
		sleep 0.5
		now=$(import -window "$window" rgb:- | md5sum)
		[ "$now" != "$before" ] || return 0
		before=$now
	done
}

press() {
	xdotool key --delay 30 "$@"
	settle
}

type_text() {
	xdotool type --delay 20 "$1"
	settle
}

# leave ends the window the hard way, which loses nothing that was stored.
leave() {
	kill -KILL "$program" 2>/dev/null || true
	wait "$program" 2>/dev/null || true
}

# take NAME [HEIGHT|dialog]: a picture of the window, of its upper part, or of
# the dialog that is open.
take() {
	local crop=()
	import -window "$window" "$work/shot.png"
	case ${2:-} in
	dialog) crop=(-crop "$(dialog_box)" +repage) ;;
	?*) crop=(-crop "${width}x$2+0+0" +repage) ;;
	esac
	convert "$work/shot.png" "${crop[@]}" +dither -colors 128 -depth 8 -strip -define png:compression-level=9 \
		-define png:exclude-chunks=date,time "PNG8:$out/$1.png"
}

# dialog_box finds the dialog: everything beside it is dimmed, so that it alone
# holds white. A little of what is around goes with it.
dialog_box() {
	convert "$work/shot.png" -colorspace gray -threshold 97% -format '%@' info: |
		awk -F'[x+]' '{ printf "%dx%d+%d+%d", $1 + 24, $2 + 24, $3 - 12, $4 - 12 }'
}

# --- the officer ------------------------------------------------------------

show officer
press ctrl+n
take new dialog
press Escape
leave

show officer --report 2
press ctrl+3
take table
press F1
take help
press Escape ctrl+1
take text 520
leave

show officer --report 3
press ctrl+3 F7 ctrl+g
take findings
press ctrl+shift+p
take export dialog
press Escape
leave

show officer
press ctrl+shift+o
take office
leave

# --- review -----------------------------------------------------------------

at officer submit 2
at officer approve 2 --opinion 数据已核对
at officer handover 2 --out "$work/report.nbx"
at head open "$work/report.nbx"
show head --report 2 # so that changes made after this can be marked
press ctrl+w
leave
at head remark 2 disclosed.licensing.decisions 与上年相差较大，请核实
at head remark 2 overview.disclosure 请补充公开渠道的数量
at head return 2 --opinion 请按意见核实后再送
at head handover 2 --out "$work/report.nbx"
at officer open "$work/report.nbx"

show officer
press Home
take list 360
leave
show officer --report 2
press ctrl+2
take returned
leave

at officer set 2 disclosed.licensing.decisions 1268
at officer answer 2 all 已核实更正
at officer explain 2 all 有关情况已与业务科室核对 || true
at officer submit 2
at officer approve 2 --opinion 已更正
at officer handover 2 --out "$work/report.nbx"

show head "$work/report.nbx"
take arrival
press Return
press ctrl+shift+n
take review
xdotool mousemove --window "$window" 1224 20 click 1 # 通过: no act that is signed has a key
settle
take sign dialog
press Escape
leave

at head approve 2 --opinion 同意
at head handover 2 --out "$work/report.nbx"
at leader open "$work/report.nbx"
at leader approve 1 --opinion 同意公开
at leader handover 1 --out "$work/report.nbx"
at officer open "$work/report.nbx"

show officer
press ctrl+shift+y
type_text "$("$work/nianbao" log 2 --json --data-dir "$work/officer" | sed -n 's/^  "digest": "\(.\{20\}\).*/\1/p')"
press Return
take verify 560
leave

ls -l "$out"/*.png
