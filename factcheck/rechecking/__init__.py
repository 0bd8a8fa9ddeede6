"""Changed facts -> the stored claims they can touch, judged anew.

``reverse`` is the way back from a fact to claims, ``touching`` finds which claims a changed fact
can touch, ``judging`` judges those anew and says what became of them.
"""
