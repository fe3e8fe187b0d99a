#!/usr/bin/env bash
# Makes the MSI for group policy, which installs for all users of a machine into the
# same folder as the installer does: msi.sh FOLDER ICON FILE. VERSION and PUBLISHER say
# what is in it, and SOURCE_DATE_EPOCH of when it is.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.."
# wixl takes no path that begins at the root, so it is run there.
folder=$(realpath "$1") icon=$(realpath "$2") msi=$(realpath -m "$3")
folder=${folder#/} icon=${icon#/}

# A GUID that is the same for the same words.
guid() { md5sum <<<"nianbao $*" | sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/\1-\2-\3-\4-\5/' | tr a-f A-F; }

files=""
for file in "/$folder"/licences/*; do
	name=$(basename "$file")
	id=licence_$(tr -c 'A-Za-z0-9_.' _ <<<"$name" | tr -d '\n')
	files+="<Component Id=\"$id\" Guid=\"$(guid file "$name")\" Win64=\"yes\"><File Id=\"$id\" Source=\"${file#/}\" Name=\"$name\" KeyPath=\"yes\"/></Component>"
	refs="${refs:-}<ComponentRef Id=\"$id\"/>"
done
wxs=$(mktemp --suffix .wxs)
trap 'rm -f "$wxs" "$wxs.idt"' EXIT
sed -e "s|@VERSION@|$VERSION|g" -e "s|@PUBLISHER@|$PUBLISHER|g" -e "s|@PRODUCT@|$(guid product "$VERSION")|g" -e "s|@FOLDER@|$folder|g" -e "s|@ICON@|$icon|g" \
	-e "s|@LICENCES@|$files|" -e "s|@LICENCEREFS@|$refs|" assets/windows/nianbao.wxs >"$wxs"
rm -f "$msi"
(cd / && wixl -a x64 -o "$msi" "$wxs" 2> >(grep -v unimplemented >&2))
# wixl has no words in Chinese: they are put in once the file is said to be in UTF-8. And
# a copy that the installer has put here must be removed first, or there would be two.
printf '\r\n\r\n65001\t_ForceCodepage\r\n' >"$wxs.idt"
msibuild "$msi" -i "$wxs.idt"
set_text() { msibuild "$msi" -q "UPDATE \`$1\` SET \`$2\` = '$3' WHERE \`$4\` = '$5'"; }
set_text Property Value 年报通 Property ProductName
set_text Property Value "$PUBLISHER" Property Manufacturer
set_text Feature Title 年报通 Feature all
set_text Shortcut Name 'NIANBAO|年报通' Shortcut menu
set_text Registry Value 年报通移交文件 Registry filetype
# By these Windows sees that a file is newer than the one that is there.
for file in nianbao.exe nianbao.com; do
	set_text File Version "$VERSION.0" File $file
	set_text File Language 2052 File $file
done
# Before it is told where the program is.
msibuild "$msi" -q "UPDATE \`InstallExecuteSequence\` SET \`Sequence\` = 1010 WHERE \`Action\` = 'location'"
set_text LaunchCondition Description 这台电脑上的年报通比这个安装包新，没有改动。 Condition 'NOT WIX_DOWNGRADE_DETECTED'
msibuild "$msi" -q "INSERT INTO \`LaunchCondition\` (\`Condition\`, \`Description\`) VALUES ('Installed OR NOT INSTALLED_BY_SETUP', '这台电脑上的年报通是用安装程序安装的。请先卸载那一份（报告不受影响），再用 MSI 安装。')"
msibuild "$msi" -q "INSERT INTO \`LaunchCondition\` (\`Condition\`, \`Description\`) VALUES ('Installed OR NOT INSTALLED_FOR_USER', '您自己已经装有一份年报通。请先从系统的“应用”中卸载那一份（报告不受影响），再用 MSI 安装。')"
msibuild "$msi" -s "年报通 $VERSION" "$PUBLISHER" "x64;2052" "{$(guid package "$VERSION" "${COMMIT:-}")}"
# wixl writes when it ran, twice: instead, when what is in it was committed.
at=$(date -u -d "@$SOURCE_DATE_EPOCH" '+%Y/%m/%d %H:%M:%S')
printf 'PropertyId\tValue\r\ni2\tl255\r\n_SummaryInformation\tPropertyId\r\n1\t65001\r\n12\t%s\r\n13\t%s\r\n' "$at" "$at" >"$wxs.idt"
TZ=UTC msibuild "$msi" -i "$wxs.idt"
