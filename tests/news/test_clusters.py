"""Reports that repeat one another are one cluster, however they come in."""

import itertools
import random
import threading

import pytest
from django.db import connection

from news.clusters import independent_count, join_cluster, sketch
from news.intake import receive
from news.models import Item

WIRE = """Владивосток принял V форум портов. Во Владивостоке 16–17 октября 2024 года прошёл V форум портов.
Организаторами выступили правительство края и Деловой совет. За два дня площадку на острове посетили более 600 человек.
Пленарное заседание открыла министр экономического развития Вера Лаптева. Перед участниками выступил Борис Титов.
Делегацию Амурской области из 18 человек возглавил министр транспорта Иван Седов, он показал проект причала у моста.
Стороны подписали соглашение о перевалке зерна и условились встретиться через год в Сиане."""
OTHER = """Ярмарка ремёсел открылась в Калуге. Гончары, кузнецы и ткачи приехали из двенадцати районов области.
Город выделил им набережную и старые торговые ряды, а музей краеведения показал собрание пряничных досок.
Устроители ждут не меньше трёх тысяч гостей и обещают мастер-классы для детей в каждый из четырёх дней ярмарки."""
CHINESE = """第三届港口论坛在沈阳举行。论坛由辽宁省商务厅和沈阳市人民政府共同主办，来自中俄两国的300余名政府官员和企业负责人参加。
论坛全体会议由辽宁省商务厅副厅长陶文博主持，沈阳市副市长祝海峰致辞。双方签署了港口合作备忘录，约定定期交换供求信息。"""
COPIES = [
    WIRE,
    f"ВЛАДИВОСТОК. 18 октября. «Портовый вестник». {WIRE}",
    WIRE.upper(),
    "\n".join(WIRE.splitlines()[:4]) + "\nЧитайте нас каждое утро.",
    f"{WIRE}\nРанее сообщалось, что форум пройдёт в октябре. Фото пресс-службы.",
]

pytestmark = pytest.mark.django_db


def take(text, outlet="Вестник"):
    return receive(text.encode(), outlet=outlet).item


def clusters():
    return {item.repeats_id or item.pk for item in Item.objects.all()}


@pytest.mark.parametrize("order", random.Random(6).sample(list(itertools.permutations(range(5))), 8))
def test_one_text_in_five_outlets_is_one_cluster_in_any_order(order):
    items = [take(COPIES[index], f"Вестник {index}") for index in order]

    assert Item.objects.count() == 5
    assert clusters() == {items[0].pk}


@pytest.mark.parametrize("other", [OTHER, CHINESE, f"Форум портов прошёл. {OTHER}"])
def test_texts_of_their_own_stay_apart(other):
    take(WIRE)
    take(other)

    assert len(clusters()) == 2


def test_chinese_copies_are_one_cluster():
    take(CHINESE)
    take(f"【港口网讯】{CHINESE}（记者 王一）")

    assert len(clusters()) == 1


def test_text_between_two_joins_their_clusters():
    lines = WIRE.splitlines()
    first, last = take("\n".join(lines[:4])), take("\n".join(lines[2:]))
    assert len(clusters()) == 2

    take(WIRE)

    assert clusters() == {first.pk}
    assert independent_count(Item.objects.all()) == 1
    assert Item.objects.get(pk=last.pk).repeats_id == first.pk


def test_digest_of_several_texts_does_not_make_one_of_them():
    take(WIRE)
    take(OTHER)
    take(CHINESE)

    take(f"{WIRE}\n{OTHER}\n{CHINESE}")

    assert len(clusters()) == 4


def test_short_text_repeats_nothing():
    assert sketch("Форум портов прошёл в Сиане.") == []


def test_joining_again_changes_nothing():
    for text in COPIES:
        take(text)
    before = list(Item.objects.order_by("pk").values_list("pk", "repeats_id", "bands"))

    for item in Item.objects.all():
        join_cluster(item, Item.objects.all())

    assert list(Item.objects.order_by("pk").values_list("pk", "repeats_id", "bands")) == before


@pytest.mark.django_db(transaction=True)
def test_copies_that_come_in_at_once_see_each_other():
    start = threading.Barrier(len(COPIES))

    def come(text):
        start.wait()
        take(text)
        connection.close()

    threads = [threading.Thread(target=come, args=[text]) for text in COPIES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(clusters()) == 1
