"""Makes two presentation templates with masters of their own: 4:3 as python-pptx ships it, and a wide dark one.

usage: templates.py FOLDER   writes narrow.pptx and wide.pptx, each with a slide that must not survive.
"""

import pathlib
import sys

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches, Pt

folder = pathlib.Path(sys.argv[1])


def old_slide(deck):
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "An old slide of the template"


narrow = Presentation()
old_slide(narrow)
narrow.save(folder / "narrow.pptx")

wide = Presentation()
wide.slide_width, wide.slide_height = Inches(13.333), Inches(7.5)
master = wide.slide_master
master.background.fill.solid()
master.background.fill.fore_color.rgb = RGBColor(0xF4, 0xEF, 0xE6)
for holder, part in [(master, master.placeholders)] + [(l, l.placeholders) for l in wide.slide_layouts]:
    for shape in part:
        # The narrow master's places, stretched to the wide page.
        if shape._element.spPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm") is not None:
            shape.left, shape.width = Emu(int(shape.left * 1.333)), Emu(int(shape.width * 1.333))
for shape in master.placeholders:
    if shape.placeholder_format.type is not None and "TITLE" in str(shape.placeholder_format.type):
        shape.text_frame.paragraphs[0].font.size = Pt(40)
old_slide(wide)
wide.save(folder / "wide.pptx")
