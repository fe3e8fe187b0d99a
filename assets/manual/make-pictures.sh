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
	for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
	rm -rf "$work"
}
trap clean_up EXIT

go build -tags migrated_fynedo -trimpath -o "$work/nianbao" .

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

# show DESK ARGUMENTS…: opens the window and waits until it stands still.
show() {
	local desk=$1
	shift
	"$work/nianbao" "$@" --data-dir "$work/$desk" >/dev/null 2>&1 &
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

leave() {
	kill "$program" 2>/dev/null || true
	wait "$program" 2>/dev/null || true
}

# take NAME [GEOMETRY]: a picture of the window, or of a part of it.
take() {
	local crop=()
	[ $# -lt 2 ] || crop=(-gravity center -crop "$2" +repage)
	import -window "$window" "$work/shot.png"
	convert "$work/shot.png" "${crop[@]}" +dither -colors 128 -depth 8 -strip -define png:compression-level=9 \
		-define png:exclude-chunks=date,time "PNG8:$out/$1.png"
}

# --- the officer ------------------------------------------------------------

show officer
press Home
take list
press ctrl+n
take new 620x500+0+0
press Escape ctrl+k
take keys 1120x640+0+0
press Escape
leave

show officer --report 3
press ctrl+3
take table
press ctrl+g
take findings
press F1
take help 640x520+0+0
press Escape ctrl+1
take text
press ctrl+p
take export 720x300+0+0
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
at head remark 2 disclosed.licensing.decisions 与上年相差较大，请核实
at head remark 2 overview.disclosure 请补充公开渠道的数量
at head return 2 --opinion 请按意见核实后再送
at head handover 2 --out "$work/report.nbx"
at officer open "$work/report.nbx"

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
press ctrl+shift+n Page_Up
take review
press ctrl+shift+a
take sign 640x560+0+0
press Escape
leave

at head approve 2 --opinion 同意
at head handover 2 --out "$work/report.nbx"
at leader open "$work/report.nbx"
at leader approve 1 --opinion 同意公开
at leader handover 1 --out "$work/report.nbx"
at officer open "$work/report.nbx"

show officer
press ctrl+h
type_text "$("$work/nianbao" log 2 --json --data-dir "$work/officer" | sed -n 's/^  "digest": "\(.\{20\}\).*/\1/p')"
press Return
take verify
leave

ls -l "$out"/*.png
