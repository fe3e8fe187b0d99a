"""Make the bundled fonts out of the upstream ones. Called by make-fonts.sh.

usage: make_fonts.py SOURCE_DIR OUT_DIR

SOURCE_DIR holds sans-regular.ttf, sans-bold.ttf, serif-regular.ttf,
serif-bold.ttf and kai-regular.ttf as published; README.md says what is done
to them and why.
"""
import os
import sys

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = os.path.dirname(os.path.abspath(__file__))
KEEP_TABLES = {"GlyphOrder", "cmap", "glyf", "head", "hhea", "hmtx", "loca",
               "maxp", "name", "OS/2", "post"}
PUA_FIRST, PUA_LAST = 0xE000, 0xF8FF

# Non-Han characters of the cut fonts, as inclusive ranges.
CUT_RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x00FF),  # ASCII, Latin-1
    (0x0100, 0x017F), (0x01CD, 0x01DC), (0x01F8, 0x01F9),  # pinyin vowels etc.
    (0x0251, 0x0251), (0x0261, 0x0261), (0x02C6, 0x02DD),
    (0x0370, 0x03FF), (0x0400, 0x045F),  # Greek, Cyrillic
    (0x1E3E, 0x1E3F), (0x2000, 0x206F), (0x20AC, 0x20AC),
    (0x2070, 0x209C),  # super- and subscripts
    (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x2199),
    (0x2200, 0x22FF), (0x2312, 0x2312), (0x2460, 0x24FF),
    (0x2500, 0x257F), (0x2580, 0x25FF), (0x2605, 0x2606),
    (0x2609, 0x2609), (0x2610, 0x2612), (0x2640, 0x2642),
    (0x2713, 0x2717), (0x2776, 0x2793),
    (0x2E80, 0x2FDF), (0x2FF0, 0x2FFB),  # radicals, description characters
    (0x3000, 0x30FF), (0x3100, 0x312F), (0x31A0, 0x31E3),
    (0x3200, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
]


def tgh():
    """The 8,105 characters of the Table of General Standard Chinese Characters."""
    with open(os.path.join(HERE, "tgh-8105.txt"), encoding="utf-8") as f:
        chars = [ord(c) for c in f.read() if c != "\n"]
    assert len(chars) == len(set(chars)) == 8105, len(chars)
    assert sum(c > 0xFFFF for c in chars) == 196
    return set(chars)


def gb2312():
    """GB 2312: 125 of its Han are not in the 2013 table but occur in old files."""
    out = set()
    for hi in range(0xA1, 0xF8):
        for lo in range(0xA1, 0xFF):
            try:
                out.add(ord(bytes([hi, lo]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return out


def load(path):
    # recalcTimestamp=False keeps the upstream head.modified: same inputs, same bytes.
    return TTFont(path, recalcTimestamp=False, lazy=False)


def real_cmap(font):
    """Code point -> glyph name without upstream's own private use characters,
    whose places the aliases take."""
    return {c: g for c, g in font.getBestCmap().items()
            if not PUA_FIRST <= c <= PUA_LAST}


def merge(font, donor, donor_name):
    """Copy into font the glyphs of all characters that it lacks and donor has."""
    cmap, extra = real_cmap(font), real_cmap(donor)
    scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
    assert scale == 1, "scaling was never needed: add it here if an input changes"
    glyphs, done = donor.getGlyphSet(), {}
    order = list(font.getGlyphOrder())
    for c in sorted(set(extra) - set(cmap)):
        src = extra[c]
        if src not in done:
            # Decomposed, so that no component glyph has to come along.
            rec = DecomposingRecordingPen(glyphs)
            glyphs[src].draw(rec)
            pen = TTGlyphPen(None)
            rec.replay(pen)
            glyph, name = pen.glyph(), "merged.%s.%s" % (donor_name, src)
            glyph.recalcBounds(donor["glyf"])
            font["glyf"].glyphs[name] = glyph
            font["hmtx"].metrics[name] = (donor["hmtx"][src][0], getattr(glyph, "xMin", 0))
            order.append(name)
            done[src] = name
        cmap[c] = done[src]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    # vmtx and the like would no longer match the glyph count.
    for tag in list(font.keys()):
        if tag not in KEEP_TABLES:
            del font[tag]
    set_cmap(font, cmap)
    print("  merged %d glyphs from %s" % (len(done), donor_name))


def set_cmap(font, mapping):
    """Write exactly two subtables: BMP (3, 1, format 4) and full (3, 10, format 12)."""
    table = newTable("cmap")
    table.tableVersion = 0
    table.tables = []
    for fmt, enc, chosen in ((4, 1, {c: g for c, g in mapping.items() if c <= 0xFFFF}),
                             (12, 10, dict(mapping))):
        sub = CmapSubtable.newSubtable(fmt)
        sub.platformID, sub.platEncID, sub.language, sub.cmap = 3, enc, 0, chosen
        table.tables.append(sub)
    font["cmap"] = table


def cut(font, wanted):
    opt = subset.Options()
    opt.hinting = False
    opt.layout_features = []
    opt.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx",
                        "VORG", "gasp", "prep", "fpgm", "cvt ", "DSIG"]
    opt.name_IDs, opt.name_languages = ["*"], ["*"]
    opt.notdef_outline = True
    opt.recalc_timestamp = False
    opt.prune_unicode_ranges = True
    sub = subset.Subsetter(opt)
    sub.populate(unicodes=wanted)
    sub.subset(font)
    for tag in list(font.keys()):
        if tag not in KEEP_TABLES:
            del font[tag]


def sort_glyphs(font, cmap):
    """Order glyphs by first code point: consecutive runs keep the format 4
    subtable far below its 64 KiB limit."""
    first = {}
    for c in sorted(cmap):
        first.setdefault(cmap[c], c)
    old = font.getGlyphOrder()
    new = [old[0]] + sorted(old[1:], key=lambda g: (first.get(g, 0x110000), g))
    font.setGlyphOrder(new)
    font["glyf"].glyphOrder = new


def alias(cmap):
    """Add a private use alias for each character beyond U+FFFF (see README.md)."""
    astral = sorted(c for c in cmap if c > 0xFFFF)
    room = PUA_LAST - PUA_FIRST + 1
    if len(astral) > room:
        print("  %d characters beyond U+FFFF get no alias" % (len(astral) - room))
    out = dict(cmap)
    for i, c in enumerate(astral[:room]):
        assert PUA_FIRST + i not in cmap
        out[PUA_FIRST + i] = cmap[c]
    print("  %d aliases from U+E000" % min(len(astral), room))
    return out


def rename(font, family, style, change, donors):
    """New family name (reserved names and trademarks stay with the originals);
    copyright, designer and licence records stay."""
    name = font["name"]
    keep = {i: name.getDebugName(i) for i in (0, 5, 7, 8, 9, 10, 11, 12, 13, 14)}
    orig = "%s %s" % (name.getDebugName(1), name.getDebugName(5))
    for d in donors:
        keep[0] += "\n" + d["name"].getDebugName(0)
        orig += " and %s %s" % (d["name"].getDebugName(1), d["name"].getDebugName(5))
    ps = family.replace(" ", "") + "-" + style
    keep.update({1: family, 2: style, 3: "nianbao;" + ps, 4: family + " " + style, 6: ps,
                 10: "Modified version (%s) of %s.%s" % (
                     change, orig, "\n" + keep[10] if keep[10] else "")})
    name.names = []
    for i in sorted(keep):
        if keep[i]:
            name.setName(keep[i], i, 3, 1, 0x409)


def make(src, out, file, family, style, wanted=None, donors=()):
    print(file)
    font = load(os.path.join(src, file))
    donors = [(n, load(os.path.join(src, n))) for n in donors]
    for n, d in donors:
        merge(font, d, n)
    have = real_cmap(font)
    cut(font, set(have) if wanted is None else wanted & set(have))
    cmap = {c: g for c, g in have.items() if wanted is None or c in wanted}
    sort_glyphs(font, cmap)
    set_cmap(font, alias(cmap))
    font["post"].formatType = 3.0
    os2 = font["OS/2"]
    os2.recalcUnicodeRanges(font)
    # Private use is for our PDF writer only: do not offer it to font matching.
    os2.setUnicodeRanges(os2.getUnicodeRanges() - {60})
    change = "cut, " if wanted is not None else "extended, " if donors else ""
    rename(font, family, style, change + "without hinting and layout tables",
           [d for _, d in donors])
    path = os.path.join(out, file)
    font.save(path)
    han = [c for c in cmap if 0x3400 <= c < 0xA000 or c > 0x1FFFF]
    t = tgh()
    print("  %d bytes, %d glyphs, %d characters (%d Han, %d beyond U+FFFF)" % (
        os.path.getsize(path), len(font.getGlyphOrder()), len(cmap), len(han),
        sum(c > 0xFFFF for c in cmap)))
    print("  missing: %d of 8105, %d of U+4E00-9FFF, %d of U+3400-4DBF" % (
        len(t - cmap.keys()), len(set(range(0x4E00, 0xA000)) - cmap.keys()),
        len(set(range(0x3400, 0x4DC0)) - cmap.keys())))
    assert not t - cmap.keys()
    if wanted is None:
        assert set(range(0x4E00, 0xA000)) | set(range(0x3400, 0x4DC0)) <= cmap.keys()


def main():
    src, out = sys.argv[1:]
    wanted = tgh() | gb2312()
    for a, b in CUT_RANGES:
        wanted.update(range(a, b + 1))
    make(src, out, "sans-regular.ttf", "Nianbao Sans", "Regular",
         donors=("kai-regular.ttf", "serif-regular.ttf"))
    make(src, out, "sans-bold.ttf", "Nianbao Sans", "Bold", wanted)
    make(src, out, "serif-regular.ttf", "Nianbao Serif", "Regular", wanted)
    make(src, out, "serif-bold.ttf", "Nianbao Serif", "Bold", wanted)
    make(src, out, "kai-regular.ttf", "Nianbao Kai", "Regular", wanted)


main()
