"""Sums of money as printed, in three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.findings import Span

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?:[.,]\d{1,3})?|\d{1,12}(?:[.,]\d{1,3}){0,4}(?:\s?[–—-]\s?\d{1,12}(?:[.,]\d{1,3})?)?"
SCALE_RU = (
    r"(?:тыс\.?|тысяч[аи]?|млн\.?|миллион(?:а|ов)?|млрд\.?|миллиард(?:а|ов)?|трлн\.?|триллион(?:а|ов)?)"
)
CURRENCY_RU = (
    r"(?:[а-яё]{3,14}(?:ск|цк)[а-я]{1,3}\s|бел\.\s)?"
    r"(?:рубл(?:ей|я|ь|ям|ями|ях|ю)|руб\.?|долл(?:ар(?:ов|а|ам|ами)?|\.)?(?:\sСША)?|евро|юан(?:ей|я|ь|ям|ями)|тенге|сум(?:ов|а)?"
    r"|сомони|сом(?:ов|а)?|иен(?:ы)?|вон|ринггит(?:ов|а)?|рупи(?:й|и)|манат(?:ов|а)?|драм(?:ов|а)?|лари|донг(?:ов|а)?|бат(?:ов|а)?|лир|злотых|тугрик(?:ов|а)?|франк(?:ов|а)?|дирхам(?:ов|а)?|динар(?:ов|а)?|риал(?:ов|а)?"
    r"|реал(?:ов|а)?|ранд(?:ов|а)?|кьят(?:ов)?|кип(?:ов)?|песо|фунт(?:ов|а)?(?:\sстерлингов)?|₽|\$|€|¥|RUB|USD|EUR|CNY)"
)
SPELLED_RU = (
    r"(?:(?:сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят"
    r"|восемьдесят|девяносто|один|одна|два|две|полтора|три|четыре|пять|шесть|семь|восемь|девять|десять|[а-я]{3,8}надцать"
    r"|ста|двухсот|тр[её]хсот|четыр[её]хсот|пятисот|шестисот|семисот|восьмисот|девятисот|двадцати|тридцати|сорока|пятидесяти|шестидесяти"
    r"|семидесяти|восьмидесяти|девяноста|одного|двух|полутора|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|[а-я]{3,8}надцати)\s){1,3}"
)
SCALE_EN = r"(?:million|billion|trillion|thousand|mln|bln|bn|m|b)"
CODES = r"RMB|CNY|USD|EUR|RUB|NOK|SEK|DKK|ISK|GBP|CHF|JPY|KRW|INR|KZT|BYN|UZS|MNT|AZN|GEL|AMD|TRY|AED|SAR|THB|VND|IDR|MYR|SGD|HKD|AUD|CAD|PLN|CZK|GHS|KES|ZMW|NGN|EGP|TZS|PKR|BDT|LKR|KGS|TJS|UAH|BRL|ZAR|HUF|QAR|OMR|NZD|TWD"
CURRENCY_EN = (
    r"(?:U\.?S\.? dollars?|(?:Russian |Belarusian |Indian |Hong Kong |Singapore |Australian |Canadian )?(?:dollars?|r(?:o|)ubles?|rupees?)|yuan|renminbi|euros?|tenge"
    r"|baht|yen|(?<=illion )(?:won|sums?|soms?)|kron(?:er|or|a|e)|crowns?|lira|liras?|francs?|pounds?|dirhams?|manats?|tugriks?|togrogs?|drams?|lari|dong|ringgit|rupiah|riyals?|rials?|zlotys?|forints?|lei|"
    rf"{CODES})"
)
SIGN = rf"(?:US\$|HK\$|A\$|C\$|S\$|\$|€|₽|¥|£|₹|₸|{CODES})"
MONEY = re.compile(
    rf"(?<![A-Za-zА-Яа-яЁё0-9.,])(?:{SIGN}\s?(?:{NUMBER})(?:[\s-]?(?:{SCALE_RU}|{SCALE_EN})(?![а-яa-z]))?"
    rf"|(?:{NUMBER})\s?(?:{SCALE_RU}\s?)?{CURRENCY_RU}(?![а-яё])"
    rf"|(?:пол(?:у)?(?:миллиона|миллиарда)|полтора\s(?:миллиона|миллиарда))\s{CURRENCY_RU}(?![а-яё])"
    rf"|{SPELLED_RU}{SCALE_RU}\s{CURRENCY_RU}(?![а-яё])"
    rf"|(?:{NUMBER})[\s-]?(?:{SCALE_EN}[\s-])?{CURRENCY_EN}\b"
    rf"|(?:{NUMBER})(?:多|余)?[十百千万亿]{{0,3}}(?:元人民币|元|人民币|美元|美金|卢布|欧元|日元|韩元|港元|港币|坚戈|英镑|图格里克|泰铢|越南盾|索姆|苏姆|马纳特|卢比|里亚尔|迪拉姆|白俄罗斯卢布|林吉特|比索|里拉|福林|兹罗提|克朗|法郎|新元|澳元|加元|印尼盾|缅元|基普|瑞尔))"
)


ENDS_SENTENCE = re.compile(
    r"(?<=млн)\.$|(?<=млрд)\.$|(?<=трлн)\.$"
)  # «$200 млн.»: the full stop is not of the sum


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as printed: number, scale and currency."""

    text: str
    span: Span


def find_amounts(text: str) -> list[Amount]:
    """All sums of the text, in order; only what names a currency is one."""
    return [
        Amount(printed.replace("\u00a0", " ").strip(), Span(found.start(), found.start() + len(printed)))
        for found in MONEY.finditer(text)
        for printed in [ENDS_SENTENCE.sub("", found[0])]
    ]
