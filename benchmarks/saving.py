"""Where the figures are written down: each part of the benchmarks has a section of its own in one file."""

from pathlib import Path


def save_section(path: Path, lines: list[str]) -> None:
    """Put the lines in the place of the section that begins with the same heading, or at the end of the file."""
    text = path.read_text() if path.exists() else ""
    start = 0 if text.startswith(f"{lines[0]}\n") else text.find(f"\n{lines[0]}\n") + 1
    is_there = text.startswith(f"{lines[0]}\n", start)
    end = text.find("\n# ", start) + 1 if is_there else len(text)
    before, after = (text[:start], text[end or len(text) :]) if is_there else (text, "")
    parts = [before.strip("\n"), "\n".join(lines).strip("\n"), after.strip("\n")]
    path.write_text("\n\n".join(filter(None, parts)) + "\n")
