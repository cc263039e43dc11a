//! English words that look like a misspelt or plural form of another and are words of their own.

/// Pairs that are one edit apart and mean two things, in alphabetical order of the first.
const CONFUSABLE: &[(&str, &str)] = &[
    ("adapt", "adopt"),
    ("affect", "effect"),
    ("angel", "angle"),
    ("angels", "angles"),
    ("baking", "banking"),
    ("broad", "board"),
    ("boards", "broads"),
    ("bother", "brother"),
    ("breath", "breathe"),
    ("calendar", "calender"),
    ("casual", "causal"),
    ("causality", "casualty"),
    ("cloud", "could"),
    ("collage", "college"),
    ("collages", "colleges"),
    ("commend", "comment"),
    ("command", "commend"),
    ("commuter", "computer"),
    ("commuters", "computers"),
    ("commuting", "computing"),
    ("complement", "compliment"),
    ("complements", "compliments"),
    ("complementary", "complimentary"),
    ("confirm", "conform"),
    ("confirmation", "conformation"),
    ("contact", "contract"),
    ("contacts", "contracts"),
    ("contacting", "contracting"),
    ("contest", "context"),
    ("conversation", "conservation"),
    ("county", "country"),
    ("countries", "counties"),
    ("dairy", "diary"),
    ("desert", "dessert"),
    ("deserts", "desserts"),
    ("detector", "director"),
    ("device", "devise"),
    ("diner", "dinner"),
    ("diners", "dinners"),
    ("discreet", "discrete"),
    ("easter", "eastern"),
    ("ensure", "insure"),
    ("envelop", "envelope"),
    ("except", "expect"),
    ("fiend", "friend"),
    ("flair", "flare"),
    ("form", "from"),
    ("formally", "formerly"),
    ("gird", "grid"),
    ("goal", "gaol"),
    ("hiking", "hacking"),
    ("hosting", "hoisting"),
    ("immoral", "immortal"),
    ("inclusion", "incursion"),
    ("infection", "inflection"),
    ("interment", "internment"),
    ("later", "latter"),
    ("lighting", "lightning"),
    ("lightening", "lightning"),
    ("loosing", "losing"),
    ("manger", "manager"),
    ("manor", "manner"),
    ("marital", "martial"),
    ("medal", "metal"),
    ("mediation", "medication"),
    ("mediation", "meditation"),
    ("medication", "meditation"),
    ("migration", "mitigation"),
    ("moral", "morale"),
    ("mortal", "moral"),
    ("motion", "notion"),
    ("parking", "packing"),
    ("patent", "parent"),
    ("patents", "patients"),
    ("patience", "patients"),
    ("perspective", "prospective"),
    ("planing", "planning"),
    ("planting", "planning"),
    ("perfect", "prefect"),
    ("physic", "psychic"),
    ("precede", "proceed"),
    ("prescription", "proscription"),
    ("principal", "principle"),
    ("profession", "procession"),
    ("property", "properly"),
    ("quiet", "quite"),
    ("quilt", "guilt"),
    ("raining", "training"),
    ("rational", "rationale"),
    ("realty", "reality"),
    ("recreation", "reaction"),
    ("resolution", "revolution"),
    ("sacred", "scared"),
    ("salve", "slave"),
    ("scarp", "scrap"),
    ("secretary", "secretory"),
    ("silver", "sliver"),
    ("sparing", "sparring"),
    ("staring", "starring"),
    ("starting", "staring"),
    ("starting", "starving"),
    ("stationary", "stationery"),
    ("statue", "statute"),
    ("statues", "statutes"),
    ("statue", "status"),
    ("striping", "stripping"),
    ("striping", "scripting"),
    ("stripping", "scripting"),
    ("testing", "tasting"),
    ("testing", "texting"),
    ("thorough", "through"),
    ("trail", "trial"),
    ("trails", "trials"),
    ("training", "trailing"),
    ("training", "straining"),
    ("transition", "translation"),
    ("united", "untied"),
    ("unity", "untie"),
    ("weather", "whether"),
    ("wining", "winning"),
    ("writing", "waiting"),
];

/// Words whose plural is a subject of its own as well as more than one of them, by the singular.
const SINGULARS: &[&str] = &[
    "asset",
    "bond",
    "communication",
    "currency",
    "equity",
    "force",
    "foundation",
    "future",
    "good",
    "ground",
    "humanity",
    "interest",
    "letter",
    "manner",
    "minute",
    "operation",
    "option",
    "panda",
    "proceeding",
    "relation",
    "right",
    "saving",
    "security",
    "share",
    "utility",
    "value",
];

/// True when both are words of their own.
pub fn is_confusable(a: &str, b: &str) -> bool {
    CONFUSABLE.iter().any(|&(one, other)| (a, b) == (one, other) || (b, a) == (one, other))
}

/// True when the plural may be another subject than its singular: `futures`, `securities`.
pub fn is_subject(a: &str, b: &str) -> bool {
    SINGULARS.contains(&a) || SINGULARS.contains(&b)
}

/// True when the two are spellings of one word in two countries: `behaviour`, `behavior`; `centre`, `center`.
pub fn is_of_two_countries(a: &str, b: &str) -> bool {
    const ENDINGS: &[(&str, &str)] = &[
        ("our", "or"),
        ("ours", "ors"),
        ("oural", "oral"),
        ("oured", "ored"),
        ("ouring", "oring"),
        ("ourite", "orite"),
        ("ourites", "orites"),
        ("ourful", "orful"),
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("iser", "izer"),
        ("ising", "izing"),
        ("isation", "ization"),
        ("isations", "izations"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("yser", "yzer"),
        ("ysing", "yzing"),
        ("re", "er"),
        ("res", "ers"),
        ("ence", "ense"),
        ("lling", "ling"),
        ("lled", "led"),
        ("ller", "ler"),
        ("llers", "lers"),
        ("ogue", "og"),
        ("ogues", "ogs"),
        ("gramme", "gram"),
        ("grammes", "grams"),
        ("lment", "llment"),
        ("lments", "llments"),
        ("lful", "llful"),
        ("ium", "um"),
        ("gement", "gment"),
        ("gements", "gments"),
    ];
    let is = |a: &str, b: &str| {
        ENDINGS.iter().any(|&(one, other)| {
            let stem = a.strip_suffix(one).filter(|stem| stem.len() >= 3);
            stem.is_some_and(|stem| b.strip_suffix(other) == Some(stem))
        })
    };
    is(a, b) || is(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_their_own() {
        assert!(is_confusable("dessert", "desert") && is_confusable("casual", "causal"));
        assert!(!is_confusable("mobiel", "mobile"));
        assert!(is_subject("futures", "future") && !is_subject("longreads", "longread"));
    }

    #[test]
    fn countries_spell_as_they_like() {
        for (one, other) in [
            ("behaviour", "behavior"),
            ("centre", "center"),
            ("catalogue", "catalog"),
            ("licence", "license"),
            ("modelling", "modeling"),
        ] {
            assert!(is_of_two_countries(one, other) && is_of_two_countries(other, one), "{one}");
        }
        for (one, other) in [("mobiel", "mobile"), ("or", "our"), ("securtity", "security")] {
            assert!(!is_of_two_countries(one, other), "{one}");
        }
    }
}
