#!/bin/sh
# Draw the program's icon: a document with a table and the character 年.
# Needs ImageMagick; run it in this folder.
set -eu
convert -size 512x512 xc:none \
    -fill '#1f4e8c' -draw 'roundrectangle 24,24 488,488 72,72' \
    -fill white -draw 'roundrectangle 112,80 400,432 20,20' \
    -fill '#1f4e8c' -font fonts/serif-bold.ttf -pointsize 150 -gravity north -annotate +0+78 '年' \
    -fill none -stroke '#1f4e8c' -strokewidth 9 \
    -draw 'rectangle 152,266 360,394' -draw 'line 152,308 360,308' -draw 'line 152,351 360,351' \
    -draw 'line 221,266 221,394' -draw 'line 290,266 290,394' \
    -resize 256x256 -strip icon.png
