"""Serbian words of grammar, folded: common in every text, inflected like nothing else, and so never stemmed.

Stripped of what looks like an ending, *više* (more) would share its stem with whoever asks for a visa, and *time* (by
that) with whoever asks for a team. Pronouns, prepositions, conjunctions, auxiliaries, modal verbs and adverbs of
degree, time and place, as the school grammars list them.
"""

SERBIAN = frozenset(
    """
    ja ti on ona ono mi vi oni one mene me tebe te njega ga nje je nju ju nas vas njih ih meni tebi njemu mu njoj
    joj nama nam vama vam njima im mnom tobom njim njime njom sebe se sebi sobom moj moja moje moji mog mom mojim
    mojoj tvoj tvoja tvoje njegov njegova njegovo njegovi njegove njegovog njegovom njen njena njeno njeni njene
    njenog njenom nasa nase nasi nasu naseg nasem nasim vasa vase vasi njihov njihova njihovo njihovi njihove
    njihovog njihovom svoj svoja svoje svoji svog svom svojim svojoj svojih svoju ovaj ova ovo ovi ove ovog ovoga
    ovom ovome ovim ovih ovima ovoj ovu taj ta to tog toga tom tome tim time tih tima toj tu onaj onog onoga onom
    onome onim onih onima onoj onu ovakav ovakva ovakvo takav takva takvo takve takvi ko koga kome kim sta cega cemu
    cim sto koji koja koje kojeg kojem kojim kojih kojima kojoj koju ciji cija cije kakav kakva kakvo neko nekog
    nekoga nekome neki neka neke nekom nekim nekih nekoj neku nesto nista niko nikog nikoga svi sve sva svo svih
    svim svima svemu svega svaki svaka svako svakog svakom svake isti ista isto iste istog istom istim istih sam
    sama samo same sami samog drugi druga drugo druge si smo ste su jesam jesi jest jeste jesmo jesu nisam nisi nije
    nismo niste nisu bio bila bilo bili bile biti budem bude budu budemo bih bi bismo biste bice bicu cu ces ce cemo
    cete hocu hoce hocemo hoteo htela necu nece necemo mogu moze mozes mozemo mozete mogao mogla moglo mogli moci
    moram mora moramo morate moraju morao morala moralo morali treba trebalo trebao trebala trebaju i a ali ili pa
    ni niti nego no vec da ako kad kada dok iako jer li zar mada posto ukoliko osim u na o po pri za od do iz sa s k
    ka bez kod pred pod nad nakon posle pre prema protiv preko kroz medju izmedju oko zbog radi umesto tokom uz niz
    blizu ispred iza iznad ispod unutar van ne jos sada tada sad tad ovde onde tamo gde kako tako ovako onako zato
    zasto koliko toliko onoliko vrlo veoma mnogo malo vise manje najvise najmanje dosta previse gotovo skoro upravo
    bas opet uvek nikad nikada nekad ponekad danas juce sutra takodje medjutim naime dakle inace zapravo mozda
    verovatno naravno gore dole
    """.split()  # noqa: SIM905 - read as words
)
