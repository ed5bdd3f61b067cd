#!/usr/bin/env python3
"""Draws captured terminal screens: one as a PNG, several as an animated GIF.

    render.py CAPTURE COLUMNS ROWS OUT.png
    render.py CAPTURE COLUMNS ROWS OUT.gif

CAPTURE is what `tmux capture-pane -p -e` printed; for a GIF several of them, each behind a line with a form
feed and the milliseconds that it stays. It is put into the picture as text (key `screen`, or the GIF's
comment), so that a test can tell whether the picture still shows what the program draws. Needs pyte and
Pillow.
"""
import sys

import pyte
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
WIDE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SYMBOLS = "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"
WIDE_FONT, SYMBOL_FONT = ImageFont.truetype(WIDE, 15), ImageFont.truetype(SYMBOLS, 15)
CELL = (10, 20)
MARGIN = 10
BACKGROUND, FOREGROUND = "#16181d", "#d8dbe2"
NAMED = {
    "black": "#16181d", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#d8dbe2", "brightblack": "#7f848e",
    "brightred": "#ff7a85", "brightgreen": "#b5e890", "brightbrown": "#ffd68a",
    "brightyellow": "#ffd68a", "brightblue": "#84c5ff", "brightmagenta": "#e29bf5",
    "brightcyan": "#7adfea", "brightwhite": "#ffffff",
}

LINES = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
}


def colour(name, default):
    if name == "default":
        return default
    return NAMED.get(name) or "#" + name


def dimmed(value):
    return "#" + "".join("%02x" % (int(value[i : i + 2], 16) * 6 // 10 + 9) for i in (1, 3, 5))


def draw_lines(draw, left, top, arms, fill):
    """Box drawing as lines from the middle of the cell, so that frames have no gaps."""
    x, y = left + CELL[0] // 2, top + CELL[1] // 2
    ends = {"l": (left, y), "r": (left + CELL[0], y), "u": (x, top), "d": (x, top + CELL[1])}
    for arm in arms:
        draw.line((x, y) + ends[arm], fill=fill)


def font_for(code):
    """The font for what DejaVu lacks."""
    if 0x2400 <= code < 0x2440 or code >= 0x1F000:
        return SYMBOL_FONT
    return WIDE_FONT if code > 0x2E80 else None


def picture(text, columns, rows):
    """A screen as an image."""
    screen = pyte.Screen(columns, rows)
    # pyte has no dim attribute: italics carry it, since larder draws none.
    stream = pyte.Stream(screen)
    lines = text.split("\n")[:rows]
    stream.feed("\r\n".join(lines).replace("\x1b[2m", "\x1b[3m").replace(";2m", ";3m"))

    fonts = [ImageFont.truetype(FONT % s, 16) for s in ("", "-Bold")]
    size = (columns * CELL[0] + 2 * MARGIN, rows * CELL[1] + 2 * MARGIN)
    image = Image.new("RGB", size, BACKGROUND)
    draw = ImageDraw.Draw(image)
    for y in range(rows):
        for x in range(columns):
            cell = screen.buffer[y][x]
            front, back = colour(cell.fg, FOREGROUND), colour(cell.bg, BACKGROUND)
            if cell.italics:
                front = dimmed(front)
            if cell.reverse:
                front, back = back, front
            left, top = MARGIN + x * CELL[0], MARGIN + y * CELL[1]
            follows = x + 1 < columns and screen.buffer[y][x + 1].data == ""
            box = (left, top, left + CELL[0] * (2 if follows else 1) - 1, top + CELL[1] - 1)
            if back != BACKGROUND:
                draw.rectangle(box, fill=back)
            if cell.data in LINES:
                draw_lines(draw, left, top, LINES[cell.data], front)
            elif cell.data.strip():
                font = font_for(ord(cell.data[0])) or fonts[bool(cell.bold)]
                draw.text((left, top), cell.data, font=font, fill=front)
            if cell.underscore:
                draw.line((left, top + CELL[1] - 2, box[2], top + CELL[1] - 2), fill=front)
    return image


def main():
    capture, columns, rows, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    text = open(capture, encoding="utf-8").read()
    if not out.endswith(".gif"):
        facts = PngImagePlugin.PngInfo()
        facts.add_text("screen", text)
        picture(text, columns, rows).quantize(255).save(out, pnginfo=facts, optimize=True)
        return
    scenes = [scene.split("\n", 1) for scene in text.split("\f")[1:]]
    images = [picture(screen, columns, rows).quantize(64, dither=Image.Dither.NONE) for _, screen in scenes]
    images[0].save(
        out, save_all=True, append_images=images[1:], loop=0, optimize=False,
        duration=[int(stay) for stay, _ in scenes], comment=text.encode())


main()
