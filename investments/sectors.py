"""Sectors of the economy, as a chamber of commerce sorts projects by them.

Each is a set of divisions of ISIC Rev. 4 (United Nations, 2008), whose two figures mean the same in NACE Rev. 2 and, but for
details, in ОКВЭД 2; every division belongs to exactly one sector.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What part of the economy a project belongs to."""

    AGRICULTURE = "agriculture", _("agriculture and food")
    FORESTRY = "forestry", _("forestry and timber")
    FISHING = "fishing", _("fishing and aquaculture")
    MINING = "mining", _("mining")
    OIL_AND_GAS = "oil-gas", _("oil and gas")
    ENERGY = "energy", _("energy")
    MANUFACTURING = "manufacturing", _("manufacturing")
    CONSTRUCTION = "construction", _("construction and building materials")
    TRANSPORT = "transport", _("transport and logistics")
    TRADE = "trade", _("trade")
    TOURISM = "tourism", _("tourism and hospitality")
    IT = "it", _("IT and communications")
    FINANCE = "finance", _("finance")
    SCIENCE = "science", _("education and science")
    HEALTH = "health", _("health care and medicines")
    ECOLOGY = "ecology", _("water, waste and ecology")
    CULTURE = "culture", _("culture and sport")
    SERVICES = "services", _("other services")

    @property
    def divisions(self) -> str:
        """The divisions of ISIC Rev. 4 that the sector consists of, in short: “01, 10–12”."""
        return DIVISIONS[self]


DIVISIONS = {
    Sector.AGRICULTURE: "01, 10–12",
    Sector.FORESTRY: "02, 16–17",
    Sector.FISHING: "03",
    Sector.MINING: "05, 07–09",
    Sector.OIL_AND_GAS: "06, 19",
    Sector.ENERGY: "35",
    Sector.MANUFACTURING: "13–15, 18, 20, 22, 24–33",
    Sector.CONSTRUCTION: "23, 41–43, 68",
    Sector.TRANSPORT: "49–53",
    Sector.TRADE: "45–47",
    Sector.TOURISM: "55–56, 79",
    Sector.IT: "58–63",
    Sector.FINANCE: "64–66",
    Sector.SCIENCE: "72, 85",
    Sector.HEALTH: "21, 86–88",
    Sector.ECOLOGY: "36–39",
    Sector.CULTURE: "90–93",
    Sector.SERVICES: "69–71, 73–75, 77–78, 80–82, 84, 94–99",
}
