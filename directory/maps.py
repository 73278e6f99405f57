"""A map as a drawing of the site's own: land, meridians and places, without tiles from outside.

Land is shown without borders: which of them are disputed is no business of a forum's page. The projection is Lambert's
azimuthal equal-area one around the middle of the places (Snyder, Map Projections, USGS 1395, page 185).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import east_asian_width

from countryinfo import all_countries

WIDTH = 560
TALLEST, FLATTEST = 420, 230
MARGIN = 60  # around the outermost places: room for their names
LEAST_SPAN = math.radians(9)  # a single city is shown with the country around it
CELL = 10  # degrees between meridians and between parallels
NEAREST = 0.8  # points of an outline closer than this are one point
EDGE = 6  # land is cut this far outside the frame, so that no cut is seen

Point = tuple[float, float]


@dataclass(frozen=True)
class Lettering:
    """An estimate of the size of labels, on a phone too, and by how many lines one may stand off its mark."""

    letter: float
    hanzi: float
    line: float
    drops: tuple[float, ...]

    def length(self, text: str) -> float:
        return sum(self.hanzi if east_asian_width(letter) in "WF" else self.letter for letter in text)


LARGE = Lettering(12, 21, 24, (0, -0.5, 0.5, -1, 1))
SMALL = Lettering(9.5, 17, 18, (0, -0.5, 0.5, -0.9, 0.9))


@dataclass(frozen=True)
class Marked:
    """A place to be shown: where it is, what it is called, how large its mark is, whether it is only planned.

    The most important place comes first: where room is scarce, it is the one that is named. `address` is where its mark leads, `title` what is told there.
    """

    name: str
    latitude: float
    longitude: float
    language: str = ""
    note: str = ""
    weight: int = 1
    is_planned: bool = False
    address: str = ""
    title: str = ""


@dataclass(frozen=True)
class Mark:
    """A place on the drawing with its label; among many places only where there is room for it."""

    place: Marked
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str
    has_label: bool = True


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    land: str
    grid: str
    route: str
    marks: list[Mark]


@dataclass(frozen=True)
class View:
    """A projection and the part of the plane that is shown."""

    latitude: float
    longitude: float
    scale: float
    left: float
    top: float
    height: int

    def point(self, latitude: float, longitude: float) -> Point | None:
        """Where a point of the globe is on the drawing; None on the far side of it."""
        plane = _project(latitude, longitude, self.latitude, self.longitude)
        return plane and ((plane[0] - self.left) * self.scale, (self.top - plane[1]) * self.scale)


def draw(
    places: Sequence[Marked], *, has_route: bool = False, names_all: bool = True, lettering: Lettering = LARGE
) -> Drawing | None:
    """Return the map of some places; with `has_route` a line leads from each to the next.

    Each place is named, if need be one name across another, unless there is a list beside the map that names them.
    """
    if not places:
        return None
    view = _view(tuple((place.latitude, place.longitude) for place in places))
    points = [view.point(place.latitude, place.longitude) for place in places]
    return Drawing(
        width=WIDTH,
        height=view.height,
        land=_land(view),
        grid=_grid(view),
        route=_path([points]) if has_route and len(set(points)) > 1 else "",
        marks=_marks(places, points, view.height, names_all, lettering),
    )


def _project(latitude: float, longitude: float, middle: float, meridian: float) -> Point | None:
    phi, phi_0 = math.radians(latitude), math.radians(middle)
    turn = math.radians(longitude - meridian)
    nearness = math.sin(phi_0) * math.sin(phi) + math.cos(phi_0) * math.cos(phi) * math.cos(turn)
    if nearness < -0.2:
        return None
    k = math.sqrt(2 / (1 + nearness))
    x = k * math.cos(phi) * math.sin(turn)
    y = k * (math.cos(phi_0) * math.sin(phi) - math.sin(phi_0) * math.cos(phi) * math.cos(turn))
    return x, y


@lru_cache(maxsize=256)
def _view(points: tuple[Point, ...]) -> View:
    latitudes, longitudes = zip(*points, strict=True)
    middle, meridian = _middle(latitudes), _middle(_unwrapped(longitudes))
    plane = [p for point in points if (p := _project(*point, middle, meridian))]
    xs, ys = [x for x, _ in plane], [y for _, y in plane]
    across = max(max(xs) - min(xs), LEAST_SPAN)
    along = max(max(ys) - min(ys), LEAST_SPAN * FLATTEST / WIDTH)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / along)
    height = round(min(TALLEST, max(FLATTEST, along * scale + 2 * MARGIN)))
    return View(
        latitude=middle,
        longitude=meridian,
        scale=scale,
        left=_middle(xs) - WIDTH / scale / 2,
        top=_middle(ys) + height / scale / 2,
        height=height,
    )


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _unwrapped(longitudes: Sequence[float]) -> list[float]:
    """Longitudes without the jump at the date line where that makes them lie closer together."""
    shifted = [longitude % 360 for longitude in longitudes]
    plain = max(longitudes) - min(longitudes)
    return shifted if max(shifted) - min(shifted) < plain else list(longitudes)


# What lies under the places


@lru_cache(maxsize=1)
def _outlines() -> list[list[Point]]:
    """The outer rings of all countries, as latitudes and longitudes."""
    rings = []
    for country in all_countries():
        for feature in country.geo_json().get("features", []):
            shape = feature["geometry"]
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            rings += [[(point[1], point[0]) for point in polygon[0]] for polygon in polygons]
    return rings


@lru_cache(maxsize=64)
def _land(view: View) -> str:
    shown = []
    for ring in _outlines():
        points = [point for place in ring if (point := view.point(*place))]
        # A ring that reaches the far side of the globe would be closed across the near side.
        if len(points) == len(ring) and (points := _within_the_frame(points, view.height)):
            shown.append(_thinned(points))
    return "".join(_path([points]) + "Z" for points in shown)


def _within_the_frame(points: Sequence[Point], height: int) -> Sequence[Point]:
    """What the frame shows of a ring, cut one side of the frame after the other (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in ((0, -EDGE, 1), (0, WIDTH + EDGE, -1), (1, -EDGE, 1), (1, height + EDGE, -1)):
        kept: list[Point] = []
        for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
            before, after = (one[axis] - edge) * sign, (other[axis] - edge) * sign
            if before >= 0:
                kept.append(one)
            if before * after < 0:
                share = before / (before - after)
                kept.append((one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share))
        points = kept
        if not points:
            break
    return points


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > NEAREST:
            kept.append((x, y))
    return kept


@lru_cache(maxsize=64)
def _grid(view: View) -> str:
    meridians = ([view.point(lat, lon) for lat in range(0, 86, 5)] for lon in range(-180, 180, CELL))
    parallels = ([view.point(lat, lon) for lon in range(-180, 181, 5)] for lat in range(0, 90, CELL))
    pieces = (pair for line in [*meridians, *parallels] for pair in pairwise(line) if None not in pair)
    return _path(piece for piece in pieces if _is_near(piece, view.height))


def _is_near(points: Sequence[Point], height: int) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < height


def _path(lines: Iterable[Sequence[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines)


# Labels


def _marks(
    places: Sequence[Marked], points: Sequence[Point], height: int, names_all: bool, lettering: Lettering
) -> list[Mark]:
    """Each place with its label on the first side of it where nothing stands yet."""
    marks, taken = [], [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    for place, (x, y) in zip(places, points, strict=True):
        radius = 4 + 2 * math.sqrt(place.weight)
        sides = list(_sides(x, y, radius, place, lettering))
        free = next((side for side in sides if _has_room(side[3], taken, height)), None)
        label_x, label_y, anchor, box = free or sides[0]
        has_label = names_all or free is not None
        if has_label:
            taken.append(box)
        marks.append(Mark(place, x, y, radius, label_x, label_y, anchor, has_label))
    return marks


def _sides(
    x: float, y: float, radius: float, place: Marked, lettering: Lettering
) -> Iterator[tuple[float, float, str, tuple[float, float, float, float]]]:
    length = max(lettering.length(place.name), lettering.length(place.note))
    tall = lettering.line * (2 if place.note else 1)
    gap = radius + 6
    for lines in lettering.drops:
        drop = lines * tall
        top = y - lettering.line / 2 + drop
        yield x + gap, y + 5 + drop, "start", (x + gap, top, x + gap + length, top + tall)
        yield x - gap, y + 5 + drop, "end", (x - gap - length, top, x - gap, top + tall)


def _has_room(box: tuple[float, float, float, float], taken: Sequence[tuple], height: int) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > WIDTH or bottom > height:
        return False
    return not any(
        left < east and west < right and top < south and north < bottom for west, north, east, south in taken
    )
