"""README's moving picture, from the photographs of test/ui: `node test/ui/run.mjs terminal`, then `python3 scripts/moving-picture.py` (needs Pillow)."""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "test" / "ui" / "shots"
# Each photograph, and for how long it stands, in milliseconds.
STEPS = [("b1-traceback", 3000), ("b2-menu", 3000), ("b3-runs", 4000)]
# Editor and terminal, without the side bar and the title bar.
PART = (352, 36, 1280, 800)
SIZE = (742, 611)

frames = [Image.open(SHOTS / f"{name}.png").convert("RGB").crop(PART).resize(SIZE, Image.Resampling.LANCZOS) for name, _ in STEPS]
# One palette for all, or colours would flicker.
strip = Image.new("RGB", (SIZE[0], SIZE[1] * len(frames)))
for i, frame in enumerate(frames):
    strip.paste(frame, (0, SIZE[1] * i))
palette = strip.quantize(64)
first, *rest = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
first.save(ROOT / "media" / "heal.gif", save_all=True, append_images=rest, duration=[ms for _, ms in STEPS], loop=0, optimize=True)
