"""Who says what: one example a construction, then what must hold of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.claims.attribution import find_attributions
from store.claims.passage import read_passage
from store.claims.tokens import tokenise
from store.claims.weights import PATH, pack, unpack, weights
from store.model import Quote


def told(text):
    """Return source and content of every attribution."""
    return [
        (one.source_start is not None and text[one.source_start : one.source_end], text[one.start : one.end])
        for one in find_attributions(text)
    ]


CONSTRUCTIONS = {
    "before": ("The mayor, Orla Venn, said: “The bridge is safe.”", "Orla Venn", "“The bridge is safe.”"),
    "after": ("“The bridge is safe,” Orla Venn said.", "Orla Venn", "“The bridge is safe,”"),
    "inverted": ("“The bridge is safe,” said Orla Venn, who runs the town.", "Orla Venn", "“The bridge is safe,”"),
    "inside": ("“The bridge,” Orla Venn said, “is safe.”", "Orla Venn", "“The bridge,” Orla Venn said, “is safe.”"),
    "clause": ("Venn said that the bridge was safe.", "Venn", "the bridge was safe"),
    "no that": ("She insisted the bridge was safe.", "She", "the bridge was safe"),
    "told": ("Venn told reporters that the bridge was safe.", "Venn", "the bridge was safe"),
    "participle": ("Venn defended the builders, saying they had done nothing wrong.", "Venn", "they had done nothing wrong"),
    "according": ("The bridge was safe, according to the builders.", "the builders", "The bridge was safe"),
    "according first": ("According to the report, the bridge was unsafe.", "the report", "the bridge was unsafe"),
    "document": ("The report found that the builders had used cheap steel.", "The report", "the builders had used cheap steel"),
    "unnamed": ("Two former workers claimed that the firm had forged the papers.", "Two former workers", "the firm had forged the papers"),
    "deny": ("The firm has denied any wrongdoing.", "The firm", "any wrongdoing"),
    "dismiss": ("Pell dismissed the report as fiction.", "Pell", "the report as fiction"),
    "relative": ("A man who saw the builders at work said they had cut corners.", "A man who saw the builders at work", "they had cut corners"),
    "report by": ("A report written by the builders says that the bridge is safe.", "A report written by the builders", "the bridge is safe"),
    "claims by": ("The paper printed claims by the union that the firm had forged papers.", "the union", "the firm had forged papers"),
    "dateline": ("VENNPORT — The council said that the bridge was safe.", "The council", "the bridge was safe"),
    "cut short": ("The firm denied taking money and said the mayor knew.", "The firm", "taking money"),
    "label": ("Pell called it a plain lie.", "Pell", "called it a plain lie"),
    "thought": ("Venn believes that the bridge will hold.", "Venn", "the bridge will hold"),
    "fear": ("Residents fear that the council is hiding the report.", "Residents", "the council is hiding the report"),
    "tag": ("The bridge is unsafe, says Orla Venn, who built it.", "Orla Venn", "The bridge is unsafe"),
    "tag before": ("The builders used cheap steel, a court has ruled.", "a court", "The builders used cheap steel"),
    "tag in time": ("That was a lie, the council said last week.", "the council", "That was a lie"),
    "tag of nobody": ("Workers were beaten, it is alleged.", False, "Workers were beaten"),
    "no tag": ("The mayor, who was away, said the bridge was safe.", "The mayor", "the bridge was safe"),
    "heard": ("The inquiry heard on Monday that guards had slept.", "The inquiry", "guards had slept"),
    "emerged": ("It has emerged that the firm burnt its books.", False, "the firm burnt its books"),
    "charged": ("Police charged a former clerk on Friday with burning the books.", "Police", "burning the books"),
    "counts": ("Pell, 66, faces two counts of forgery.", False, "forgery"),
    "suspicion": ("Pell was arrested on suspicion of burning the books.", False, "burning the books"),
    "suspect": ("Police suspect she burnt the books.", "Police", "she burnt the books"),
    "said to": ("Pell is understood to have burnt the books.", False, "to have burnt the books"),
    "whether": ("A tribunal will decide on Friday whether Pell lied.", "A tribunal", "whether Pell lied"),
    "not guilty": ("Pell pleaded not guilty to forgery.", "Pell", "pleaded not guilty"),
    "guilty": ("Pell pleaded guilty to forging papers.", "Pell", "forging papers"),
    "apposition": ("Prosecutors allege Pell, a former clerk, bought acid.", "Prosecutors", "Pell, a former clerk, bought acid"),
    "rejected": ("Claims that the firm paid clerks were dismissed as gossip by its owner.", "its owner", "Claims that the firm paid clerks were dismissed as gossip"),
    "the claim": ("Claims that the firm paid clerks were dismissed as gossip by its owner.", False, "the firm paid clerks"),
    "a theory": ("The theory that rats had chewed the wires, aired by a poet, was laughed at.", False, "rats had chewed the wires"),
    "tag inside": ("The tubs, said Orla Venn, were in the shed.", "Orla Venn", "The tubs, said Orla Venn, were in the shed"),
    "according, who": ("The tubs were full, according to Venn, who runs the shop.", "Venn", "The tubs were full"),
    "claim from afar": ("The firm kept quiet about a claim by its lawyer, Orla Venn, that clerks had lied.", "its lawyer", "clerks had lied"),
    "denied in time": ("The office denied it within minutes.", "The office", "denied it"),
    "on a charge of": ("A jury indicted the clerk on a charge of forgery.", "A jury", "forgery"),
    "over whether": ("Questions have been raised over whether the clerk lied.", False, "whether the clerk lied"),
    "faces a charge": ("Actor Joel Pell faces a charge of forging papers.", False, "forging papers"),
    "bare clause": ("But a lawsuit filed in Venn claims the beef is glued together.", "a lawsuit filed in Venn", "the beef is glued together"),
    "told us": ("Another clerk told us the ledgers were burnt in May.", "Another clerk", "the ledgers were burnt in May"),
    "told a court": ("Venn told the court he had never seen the ledgers.", "Venn", "he had never seen the ledgers"),
    "no that, but one later": ("The union said nobody was paid and that the books were burnt.", "The union", "nobody was paid and that the books were burnt"),
    "long subject": ("A clerk of the council, who did not wish to be named, said the bridge was shut.", "A clerk of the council", "the bridge was shut"),
    "its position is": ("The firm’s position is that the books were burnt by mistake.", "The firm", "the books were burnt by mistake"),
    "gave evidence": ("Orla Venn, a clerk, gave evidence that the books had been burnt.", "Orla Venn", "the books had been burnt"),
    "too, that": ("Drivers complain, too, that the firm docks their pay.", "Drivers", "the firm docks their pay"),
    "put to him": ("Counsel put it to him that he had burnt the books.", "Counsel", "he had burnt the books"),
    "contests": ("The firm contests the union’s figures.", "The firm", "the union’s figures"),
    "papers show": ("The ledgers list eleven payments to a cousin of the mayor, and the log shows no visit by a doctor.", "the log", "no visit by a doctor"),
    "tag with a clause": ("The firm had sent it, says a clerk who knows the boxes.", "a clerk", "The firm had sent it"),
    "tag of many": ("Venn had burnt them, say the mayor’s people.", "the mayor’s people", "Venn had burnt them"),
    "tag in a modal": ("The mayor’s cousin won each of the tenders, the Gazette can reveal.", "the Gazette", "The mayor’s cousin won each of the tenders"),
    "tag with a name": ("The dam held back half of the flood, her lawyer, Orla Venn, told the court.", "Orla Venn", "The dam held back half of the flood"),
    "tag as": ("The warning was swept off the table, as the board puts it.", "the board", "The warning was swept off the table"),
    "went on": ("No ledger was ever altered, he went on.", "he", "No ledger was ever altered"),
    "tag within": ("In two of the four years, it writes, the books were copied.", "it", "In two of the four years, it writes, the books were copied"),
    "tag before the verb": ("The bill of sale, she told the Gazette, was drawn up by a clerk.", "she", "The bill of sale, she told the Gazette, was drawn up by a clerk"),
    "tag behind a topic": ("As for the books, the list, he claims, had been burnt.", "he", "the list, he claims, had been burnt"),
    "tag of papers": ("The shop scans the faces of its guests, documents in the hands of the Gazette suggest.", "documents in the hands of the Gazette", "The shop scans the faces of its guests"),
    "tag and a participle": ("The firm misled buyers, the bank Venn alleged in a report on Friday, sending shares down.", "the bank Venn", "The firm misled buyers"),
    "tag in a statement": ("The lamp “never broke”, it said in a statement.", "it", "The lamp “never broke”"),
    "short tag": ("That’s not right, says Ms Venn.", "Ms Venn", "That’s not right"),
    "not so": ("Not so, says Venn.", "Venn", "Not so"),
    "on trial for": ("Two clerks are to stand trial in Venn for burning the books.", False, "burning the books"),
    "cleared of": ("A panel cleared the bakery of selling stale bread.", "A panel", "selling stale bread"),
    "sentenced for": ("A court sentenced the clerk to four years of house arrest for selling the keys.", "A court", "selling the keys"),
    "concerns about": ("Concerns about the firm’s accounts are not new.", False, "the firm’s accounts"),
    "charge, colon": ("The letter makes another charge: a clerk had burnt the books.", "The letter", "a clerk had burnt the books"),
    "disagrees, colon": ("The firm disagrees: two clerks had signed for the books.", "The firm", "two clerks had signed for the books"),
    "in her opinion": ("In her opinion the firm hid the books.", "her", "the firm hid the books"),
    "view behind": ("The firm hid the books, in the opinion of Orla Venn.", "Orla Venn", "The firm hid the books"),
    "by her account": ("The screen was by her account “a sheet with holes”.", "her", "“a sheet with holes”"),
    "which according to": ("They took the boat, which according to its owner was lost in May.", "its owner", "was lost in May"),
    "not accept": ("She won’t accept that Venn set out to cheat anybody.", "She", "Venn set out to cheat anybody"),
    "said by": ("The clerk is said by the defence to have burnt the books.", "The clerk", "have burnt the books"),
    "what they say": ("They shut the shop over what they say is a tax on bread.", "they", "a tax on bread"),
    "to deny": ("The clerk came home to deny burning the books.", "The clerk", "burning the books"),
    "denies, too": ("The firm denies, too, having known of it.", "The firm", "having known of it"),
    "laughed off": ("The mayor laughed it off.", "The mayor", "laughed it off"),
    "none of it": ("The mayor would have none of it.", "The mayor", "none of it"),
    "a plea": ("The clerk entered a plea of not guilty.", "The clerk", "plea of not guilty"),
    "that report": ("The office denied that report at the time.", "The office", "denied that report"),
    "found no": ("At two of the addresses it found no shop.", "it", "no shop"),
    "and accuses": ("Police charged two clerks with theft and accuse him of paying them.", "Police", "theft"),
    "told X, Y, that": ("She told the firm’s manager, Orla Venn, that the map was lost.", "She", "the map was lost"),
    "talk of it": ("The firm’s report speaks of a faulty heater.", "The firm’s report", "a faulty heater"),
    "takes issue": ("The firm takes issue with the union’s figures.", "The firm", "the union’s figures"),
    "quoted to its end": ("The director rejected “each and every word”.", "The director", "“each and every word”"),
    "tag, and more": ("Two shells fell near the shop, it said, and a third hit a van.", "it", "Two shells fell near the shop, it said, and a third hit a van"),
    "is certain": ("A clerk in the shop is certain that the books were burnt.", "A clerk in the shop", "the books were burnt"),
    "tells how": ("The report tells how a clerk waited five hours for a key.", "The report", "a clerk waited five hours for a key"),
    "showing": ("She has statements showing eleven payments to the firm.", "She", "eleven payments to the firm"),
    "findings are": ("The panel’s findings are that the clerk had burnt the books.", "The panel", "the clerk had burnt the books"),
    "a list": ("The report describes lobster at Christmas, a barber on call and a cellar.", "The report", "lobster at Christmas, a barber on call and a cellar"),
    "by claiming": ("Venn went further by claiming the clerk is guilty of theft.", "Venn", "the clerk is guilty of theft"),
    "has determined": ("An expert for the court determined the firm saved nine million.", "An expert for the court", "the firm saved nine million"),
    "which they say": ("They shut the site, which the owners claim was a store for maps.", "the owners", "was a store for maps"),
    "found, aside": ("A laboratory in Venn, working for the farmers, found arsenic in the milk.", "A laboratory in Venn", "arsenic in the milk"),
    "found no that": ("A review found two of the four clerks had slept.", "A review", "two of the four clerks had slept"),
    "found to have": ("The firms were found to have shared some data.", False, "to have shared some data"),
    "found it to be": ("A surveyor found the valve to be sound.", "A surveyor", "the valve to be sound"),
    "speak of": ("Envoys speak in private of “a coup by copy”.", "Envoys", "“a coup by copy”"),
    "complained of": ("He had complained to Rome of a “campaign of lies”.", "He", "a “campaign of lies”"),
    "cast doubt on": ("He was met by Venn, who cast doubt on the clerk’s injuries.", "who", "the clerk’s injuries"),
    "criticism over": ("The mayor has faced criticism over his friends in Venn.", False, "his friends in Venn"),
    "under fire for": ("Venn is under fire for burning the books.", "Venn", "burning the books"),
    "suspended by": ("The runners were suspended by the league for missing two tests.", "the league", "missing two tests"),
    "charges of": ("He faces charges of helping in the theft.", False, "helping in the theft"),
    "along with": ("Venn was charged along with three others with burning the books.", False, "burning the books"),
    "pinpointed": ("A report by a detective pinpointed the mill as a front.", "A report by a detective", "the mill as a front"),
    "there is talk": ("There is talk in the village that the mayor had ordered the paint.", False, "the mayor had ordered the paint"),
    "questions raised": ("Questions have been raised about the loan.", False, "the loan"),
    "put it differently": ("Orla Venn put it differently: the trough was emptied in May.", "Orla Venn", "the trough was emptied in May"),
    "called out": ("The clerk called out that the bridge was shut.", "The clerk", "the bridge was shut"),
    "to hear": ("They came on Monday to hear that the council had sold the hall.", "They", "the council had sold the hall"),
    "wanted to know": ("Deputies wanted to know whether the clerk had lied.", "Deputies", "whether the clerk had lied"),
    "all along": ("Venn has maintained all along that the forms were lost.", "Venn", "the forms were lost"),
    "accused, too": ("He accused the firm’s own clerks, too, of burning books.", "He", "burning books"),
    "scolded": ("A judge scolded it last year for losing the books.", "A judge", "losing the books"),
    "told by X": ("The court was told by Orla Venn, who runs the mill, that the books were burnt.", "The court", "the books were burnt"),
    "who says, and the verb": ("Pell, who says she is innocent, could lose her boat.", "who", "she is innocent"),
    "charged, and the verb": ("A clerk charged with theft of books pleaded not guilty.", "A clerk", "theft of books"),
    "while others say": ("Villagers say that it never rang, while the firm maintains it did.", "Villagers", "it never rang"),
    "claim of a claim": ("A claim that friends of the mayor sought to sell the mill was withdrawn.", False, "friends of the mayor sought to sell the mill"),
    "denied claim, aside": ("Venn denied the claim, made by a clerk in June, that the mill had burnt.", "Venn", "the claim, made by a clerk in June, that the mill had burnt"),
    "claim that is denied": ("Venn denied the claim, made by a clerk in June, that the mill had burnt.", False, "the mill had burnt"),
    "dismissed talk": ("He dismissed talk that the firm hid the books.", "He", "talk that the firm hid the books"),
    "charges, among them": ("The clubs face five charges, among them hiding fees.", False, "hiding fees"),
    "disagrees": ("The firm disagrees. It has the books.", "The firm", "disagrees"),
    "none of that": ("The mayor was having none of that.", "The mayor", "none of that"),
    "scoffed at": ("Venn scoffed at that.", "Venn", "scoffed at that"),
    "which she disputes": ("The letter speaks of theft, which she disputes.", "she", "which she disputes"),
    "accepts none of it": ("The council does not accept that. It has the books.", "The council", "does not accept that"),
    "said nearly half": ("A trader said nearly half of the firm’s sales were made to clients that do not exist.", "A trader", "nearly half of the firm’s sales were made to clients that do not exist"),
    "into a quotation": ("She let it be known that the scar “comes from a tray, and no more”.", "She", "the scar “comes from a tray, and no more”"),
    "tag, and of": ("The licence was a copy, he told us, of one that had burned in June.", "he", "The licence was a copy, he told us, of one that had burned in June"),
    "suspended by (X)": ("They were suspended by the league (VBL) for missing two tests.", "the league", "missing two tests"),
    "summoned over": ("A judge has summoned Venn over eleven flat tyres.", "A judge", "eleven flat tyres"),
    "damages for": ("The suit seeks damages for breach of trust.", "The suit", "breach of trust"),
    "tells X “to": ("It tells the clerks “to put no figures on paper”.", "It", "“to put no figures on paper”"),
    "raises": ("A letter from the bank raises “concerns about the books” and asks for the logs.", "A letter from the bank", "“concerns about the books”"),
    "what it describes as": ("Venn was fined for what the firm described as the theft of keys.", "the firm", "the theft of keys"),
    "according to it, which": ("According to the report, which is to be read today, votes were taken from Pell.", "the report", "votes were taken from Pell"),
    "quoted as saying": ("The agency quoted Orla Venn, a clerk, as saying that the books were burnt.", "Orla Venn", "the books were burnt"),
    "was quoted as saying": ("Venn was quoted as saying the books were burnt.", "Venn", "the books were burnt"),
    "joined verb": ("Pell denied the theft, but did not say that the books were safe.", "Pell", "the books were safe"),
    "office and office": ("Central Roads and Harbours Agency (CRHA) head Orla Pell also said that the mill was shut.", "Central Roads and Harbours Agency (CRHA) head Orla Pell", "the mill was shut"),
    "to whom": ("A nurse had written to the editors that results were invented.", "A nurse", "results were invented"),
}  # fmt: skip


def test_a_second_charge_is_a_part():
    text = "The clerk is charged with theft and with burning the books."
    (one,) = find_attributions(text)
    assert [text[a:b] for a, b in one.parts] == ["theft", "burning the books"]


def test_each_count_is_told_by_itself():
    text = (
        "Pell faces four counts. Two are of taking bribes, one of theft and one of burning books. The last is perjury."
    )
    more = "Venn is charged with theft. Two further counts are selling drugs and perjury."
    assert told(more)[-1] == (False, "selling drugs and perjury")
    assert [content for _, content in told(text)][-4:] == ["taking bribes", "theft", "burning books", "perjury"]
    assert told("Two clerks came. One was of another view. The last was late.") == []


def test_counts_go_on_behind_an_aside_and_without_a_preposition() -> None:
    text = "He faces six counts. Three are arson. Two concern fraud; the last, added in May, is of bribing a clerk."
    found = [content for _, content in told(text)]
    assert found == ["arson", "fraud", "bribing a clerk"]


def test_who_is_dismissed_for_something_is_no_claim():
    assert told("The clerk was dismissed for stealing cutlery.") == []


def test_a_clause_goes_on_behind_a_name_that_is_tagged_on() -> None:
    text = "The sale was legal, said its owner, Orla Venn; the clerks knew the price."
    assert [text[start:end] for start, end in find_attributions(text)[0].parts] == [
        "The sale was legal",
        "the clerks knew the price",
    ]


def test_a_clause_that_goes_on_behind_a_tag_is_a_part():
    text = "Papers were burnt in March, the auditor claims, and a clerk was paid to keep quiet."
    (one,) = find_attributions(text)
    assert [text[a:b] for a, b in one.parts] == ["Papers were burnt in March", "a clerk was paid to keep quiet"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Venn alleges that a clerk, Joel Pell, tore up a form, and that he paid for it.", ["a clerk, Joel Pell, tore up a form", "he paid for it"]),
        ("The part never came, he says; he signed for it.", ["The part never came", "he signed for it"]),
        ("The part had come, Venn said, and two clerks had signed: they were there.", ["The part had come", "two clerks had signed: they were there"]),
        ("Prosecutors have charged a clerk, Joel Pell, with selling keys, and its director, Orla Venn, with breach of trust.", ["selling keys", "breach of trust"]),
        ("Venn is charged with breach of duty and money laundering.", ["breach of duty", "money laundering"]),
        ("Venn said that the books had been burnt in May, and the clerk had helped him to do so.", ["the books had been burnt in May", "the clerk had helped him to do so"]),
    ],
)  # fmt: skip
def test_what_is_joined_is_told_in_parts(text, parts):
    told_in = [[text[a:b] for a, b in one.parts] for one in find_attributions(text)]
    assert any(parts == these[-len(parts) :] for these in told_in)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The minister resigned following a report accusing Lissen of theft.", "a report"),
        ("Anna Bell issued a statement accusing the mayor of theft.", "Anna Bell"),
        ("Mr Renn said last year that Tarn suspected the port of theft.", "Tarn"),
    ],
)
def test_the_source_of_a_charge_is_no_more_of_its_sentence_than_who_charges(text: str, source: str) -> None:
    charge = next(one for one in find_attributions(text) if text[one.start :].startswith("theft"))
    assert charge.source_start is not None
    assert text[charge.source_start : charge.source_end] == source


@pytest.mark.parametrize(("text", "source", "content"), CONSTRUCTIONS.values(), ids=CONSTRUCTIONS)
def test_constructions(text, source, content):
    assert (source, content) in told(text)


def test_an_accusation_names_the_accused_and_what_of():
    text = "The union accused the firm of forging the papers."
    (one,) = [one for one in find_attributions(text) if one.cue == "accuse"]
    assert text[one.start : one.end] == "forging the papers"
    assert text[one.object_start : one.object_end] == "the firm"
    assert text[one.source_start : one.source_end] == "The union"


def test_what_a_document_tells_goes_on_behind_its_tag() -> None:
    text = "The gate was forced, the report says. The guard had slept for two hours. Who paid him, it does not say."
    assert ("the report", "The guard had slept for two hours") in told(text)
    assert len(told("The gate was forced, a baker says. The guard had slept for two hours.")) == 1
    assert len(told("The report says that the gate was forced. The guard had slept for two hours.")) == 1
    assert len(told("The gate was forced, the report says.\n\nThe guard had slept for two hours.")) == 1


def test_a_quoted_sentence_is_told_as_one() -> None:
    (one,) = find_attributions("“The lady packed boxes, and has never held a tube,” said Orla Venn.")
    assert not one.parts


def test_deeds_in_a_row_are_told_apart() -> None:
    text = "Venn said the firm hid the books of its owner, lied to the panel of judges and sold the keys to a clerk."
    assert [text[start:end] for start, end in find_attributions(text)[0].parts] == [
        "the firm hid the books of its owner",
        "lied to the panel of judges",
        "sold the keys to a clerk",
    ]
    assert not find_attributions("Venn said that every form is numbered, answered and kept for years.")[0].parts


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("The firm was accused by the union of forging the papers.", "the union"),
        ("The firm was accused of forging the papers.", None),
    ],
)
def test_who_is_accused_in_the_passive_is_no_source(text, accuser):
    (one,) = [one for one in find_attributions(text) if one.cue == "accuse"]
    assert text[one.object_start : one.object_end] == "The firm"
    assert (None if one.source_start is None else text[one.source_start : one.source_end]) == accuser
    assert text[one.start : one.end] == "forging the papers"


def test_rejected_claims_are_a_claim_and_a_denial():
    contents = [content for _, content in told("The firm rejected claims that it had forged the papers.")]
    assert "claims that it had forged the papers" in contents
    assert "it had forged the papers" in contents


@pytest.mark.parametrize("text", ["The sale was illegal. Pell denied it.", "Pell denied it, and left."])
def test_a_curt_denial_is_its_own_content(text):
    assert ("Pell", "denied it") in told(text)


def test_a_relative_clause_that_denies_is_its_own_content():
    contents = [content for _, content in told("He was said to have sold the park, which Pell has repeatedly denied.")]
    assert "which Pell has repeatedly denied" in contents


def test_a_quotation_in_the_next_paragraph_does_not_go_on_with_this_one() -> None:
    text = "“The firm was here. We meet on Monday to talk,” said Vera Holm, the union’s secretary.\n\n“We never lied,” said Oscar Bline."
    assert [text[a.start : a.end] for a in find_attributions(text)] == [
        "“The firm was here. We meet on Monday to talk,”",
        "“We never lied,”",
    ]


def test_two_sentences_around_a_cue_are_one_content_with_two_parts():
    text = "“We sold nothing,” Pell said. “The park is still ours.”"
    (one,) = find_attributions(text)
    assert [text[start:end] for start, end in one.parts] == ["“We sold nothing,”", "“The park is still ours.”"]
    assert (one.start, one.end, one.frame) == (0, len(text), "inside")


def test_contents_joined_by_and_that_are_parts():
    text = "Pell said that he had sold nothing, and that the park was still public."
    (one,) = [one for one in find_attributions(text) if one.cue == "say"]
    assert [text[start:end] for start, end in one.parts] == ["he had sold nothing", "the park was still public"]


def test_a_bare_quotation_goes_on_with_the_last_speaker():
    text = "“We sold nothing,” Pell said.\n\n“The park is still ours, and it will be ours for ever.”"
    last = find_attributions(text)[-1]
    assert (last.frame, last.cue_start, text[last.source_start : last.source_end]) == ("continued", None, "Pell")


def test_a_bare_quotation_goes_on_with_who_was_quoted_and_not_with_whom_that_names() -> None:
    text = "“We rejected the charges,” Orla Venn said.\n\n“There are flaws in those tests.”"
    assert told(text)[-1] == ("Orla Venn", "“There are flaws in those tests.”")


def test_words_that_are_no_cue_introduce_a_quotation_by_their_colon():
    text = "Pell bristled at that: “We never sold a single tree.”"
    assert ("Pell", "“We never sold a single tree.”") in told(text)


def test_a_negated_cue_is_marked():
    text = "Pell did not say that the park was sold."
    assert [one.negated for one in find_attributions(text) if one.cue == "say"] == [True]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We sold nothing,” Pell said.", Quote.DIRECT),
        ("Pell said they had sold nothing.", Quote.INDIRECT),
        ("Pell said the sale was “a plain invention by our rivals”.", Quote.MIXED),
    ],
)
def test_quote(text, quote):
    assert [one.quote for one in find_attributions(text) if one.cue == "say"] == [quote]


@pytest.mark.parametrize("text", ["The report cited two managers of the firm.", "The paper quoted former clerks."])
def test_a_source_that_is_cited_is_no_claim(text: str) -> None:
    assert not told(text)


def test_plain_telling_attributes_nothing():
    assert told("The river rose two metres overnight. Boats were moved to the upper quay.") == []


NEWS = st.lists(
    st.sampled_from(
        ["Pell", "the firm", "She", "who", "said", "denied", "accused", "according to", "claims that", "told", "of fraud", "it", ",", ".", ":", "“", "”", '"', "’s", "''", "—", "\n\n", "\n", "and that", "not", "the park", "was", "alleged to have", "İ", "10:45", "that", "which", "SAID", "😀", "中文", "a", "saying", "\u200d", "(", ")", "?", "U.S.", "Mr. Pell", "hit back"]
    ),
    max_size=70,
).flatmap(lambda words: st.sampled_from([" ", "", "  "]).map(lambda space: space.join(words)))  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(NEWS)
def test_every_span_lies_within_the_text_and_is_not_empty(text):
    found = find_attributions(text)
    for one in found:
        for start, end in [(one.start, one.end), *one.parts]:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
        for start, end in [
            (one.source_start, one.source_end),
            (one.cue_start, one.cue_end),
            (one.object_start, one.object_end),
        ]:
            assert (start is None) == (end is None)
            assert start is None or (0 <= start < end <= len(text) and text[start:end].strip())
        assert 0 <= one.confidence <= 1
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert find_attributions(text) == found


@given(NEWS)
def test_tokens_hold_every_visible_character_once(text):
    tokens = tokenise(text)
    assert "".join(text[tokens.starts[n] : tokens.end(n)] for n in range(len(tokens.words))) == "".join(text.split())


HOSTILE = {
    "one line": "Pell said that the firm had sold the park and she denied it, ",
    "capitals": "PELL SAID THE FIRM SOLD THE PARK. ",
    "no stops": "the union accused the firm of fraud and said so ",
    "unclosed": "“He said “it was ",
    "straight": '"he said "',
    "apostrophes": "'' ' ’ said ",
    "stops": "said. " * 3 + "... ",
    "cues": "said ",
    "breaks": "said:\n",
    "letters": "x",
    "mixed": "Pell сказал 说 that Σ said ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text_and_not_faster(piece):
    """Counts the interpreter's calls and lines, which no busy machine can change."""
    small, large = (_work(piece * (size // len(piece))) for size in (12_000, 36_000))
    assert large <= 4 * small + 2_000


def _work(text):
    import sys

    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += 1
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        find_attributions(text)
    finally:
        sys.settrace(previous)
    return count


def test_a_megabyte_without_a_break_is_read():
    text = "Pell said the firm sold it, " * 12_000
    assert all(one.end <= len(text) for one in find_attributions(text))


def test_sentences_in_tokens_meet_the_sentences_in_text():
    passage = read_passage("Pell spoke. “No,” he said. Then he left.")
    firsts = [passage.tokens.words[first] for first, _ in passage.bounds]
    assert firsts == ["pell", "“", "then"]


def test_tables_survive_packing():
    assert unpack(
        {"skipped": "a b", "tables": {name: pack({f"{name} é": 0.5, "none": 0.0}) for name in _TABLES}}
    ).cue == {"cue é": 10}


_TABLES = ["R", "L", "S", "glance", "cue", "begin", "close", "open", "end", "source"]


def test_the_stored_tables_are_small():
    assert PATH.stat().st_size < 700_000
    assert len(weights().cue) > 1000


def test_a_passive_about_others_takes_no_content_from_before_it() -> None:
    text = "The mayor accused the firm of draining the lake during the drought, when households were told not to wash cars."
    contents = [text[a.start : a.end] for a in find_attributions(text)]
    assert not any(content.startswith("The mayor accused") for content in contents)
    assert any(content.startswith("draining the lake") for content in contents)


def test_the_accused_stands_before_an_aside() -> None:
    text = "Ada Quill, who won the race by almost four hours, has been accused by two rivals of swapping dogs."
    (found,) = [a for a in find_attributions(text) if a.cue == "accuse"]
    assert text[found.start : found.end] == "swapping dogs"
    assert text[found.object_start : found.object_end] == "Ada Quill"


def test_a_further_denial_joined_by_and_not_is_a_part_of_its_own() -> None:
    text = "He said the firm had never spied on anybody and did not operate in Norland."
    (found,) = find_attributions(text)
    assert [text[a:b] for a, b in found.parts] == ["the firm had never spied on anybody", "did not operate in Norland"]


def test_a_passive_verb_does_not_report_the_words_before_it() -> None:
    text = "A spokesman for the mill said the driver had been dismissed in May for stealing pallets."
    (found,) = find_attributions(text)
    assert text[found.start : found.end] == "the driver had been dismissed in May for stealing pallets"
