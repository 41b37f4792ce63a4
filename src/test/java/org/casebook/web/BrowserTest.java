package org.casebook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.casebook.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page as a person meets it, in a real browser. Screenshots are kept in {@code target/screenshots}. */
@Tag("browser")
class BrowserTest {
    private static final String CASE_TITLE = "Massive Gluteal Calcinosis";

    @TempDir
    static Path data;

    // The browser's own processes may still write to it after it was told to stop.
    @TempDir(cleanup = CleanupMode.NEVER)
    static Path profile;

    private static TestServer server;
    private static Chromium chromium;
    private Tab tab;

    @BeforeAll
    static void start() {
        assumeTrue(
                Chromium.executable().isPresent(),
                "No browser: the tests of the page are skipped; apt-get install chromium brings one.");
        chromium = Chromium.start(Chromium.executable().orElseThrow(), profile);
        server = TestServer.withCase(data);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        tab = chromium.tab(1440, 1000);
    }

    @AfterEach
    void noComplaintAndNoOutsideRequest() {
        tab.evaluate("window.hacked === undefined ? null : console.error('hacked ' + window.hacked)");
        tab.close();
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests())
                .allMatch(url -> url.startsWith(root())
                        || url.startsWith("blob:" + root())
                        || url.startsWith("data:")
                        || url.equals("about:blank"));
    }

    @Test
    void theStartLeadsToTheCase() {
        tab.go(root());
        tab.until("document.querySelector('.counts')");
        assertThat(tab.text("main")).contains(server.base(), server.server().resourceCount() + " resources of ");
        tab.shoot("start", false);
        tab.click(".card-title");
        tab.until("location.pathname === '/case/vitale-2009' && document.querySelector('.picture svg')");
        assertThat(tab.text("h1")).contains(CASE_TITLE);
    }

    @Test
    void theCaseStandsBesideItsTimeline() {
        visitCase();
        assertThat(tab.text(".report"))
                .contains("Case presentation", "Clinical findings", "Follow-up and outcomes", "Background statements");
        String picture = tab.evaluate("document.querySelector('.picture svg').textContent")
                .asText();
        assertThat(picture)
                .contains("Visits", "Conditions", "Findings", "Investigations", "Procedures", "Drugs")
                .contains("age 10 years", "12 days after wide en bloc", "absent", "not told whether it went on")
                .contains("interpreted");
        assertThat(picture).doesNotContainPattern("\\d{4}-\\d{2}");
        assertThat(tab.evaluate("['.report', '.beside'].map(s => document.querySelector(s).getBoundingClientRect().x)")
                        .toString())
                .as("side by side")
                .matches("\\[(\\d+)(\\.\\d+)?,(?!\\1[.\\]]).*");
        tab.size(1440, 1750);
        tab.shoot("case-wide", false);
        tab.size(1440, 1000);
        tab.shoot("case-whole", true);
    }

    @Test
    void aClickOnTheTimelineOpensTheResourceWithItsTrace() {
        visitCase();
        tab.click("a[data-resource='none'], .picture a[href$='Procedure/vitale-2009-excision'] .tl-box");
        tab.until("location.pathname.endsWith('Procedure/vitale-2009-excision') && document.querySelector('.trace')");
        assertThat(tab.text(".trace"))
                .contains(
                        "F48",
                        "The masses were excised widely and en bloc",
                        "stated",
                        "P2 (the case)",
                        "doi.org/10.1097");
        assertThat(tab.text(".json")).contains("\"resourceType\": \"Procedure\"");
        tab.shoot("resource", false);
        tab.click(".json a[href$='Condition/vitale-2009-gluteal-calcinosis']");
        tab.until("document.title.startsWith('Massive gluteal calcinosis, dystrophic')");
        tab.click("[aria-labelledby=pointing] button");
        tab.until("document.querySelector('[aria-labelledby=pointing] li')");
        assertThat(tab.text("[aria-labelledby=pointing]")).contains("Wide en bloc excision of gluteal masses");
        tab.click(".trace th a");
        tab.until("location.hash === '#F27' && document.getElementById('F27')");
    }

    @Test
    void everyFactIsListedWithItsResourcesAndWhatWasLeftOutWithTheReason() {
        visitCase();
        assertThat(tab.count(".facts tbody tr")).isEqualTo(60);
        assertThat(tab.evaluate("[...document.querySelectorAll('.facts tbody tr')]"
                                + ".filter(r => !r.lastChild.querySelector('a') || !r.children[1].textContent)"
                                + ".map(r => r.id).join()")
                        .asText())
                .as("facts without a resource or without words")
                .isEmpty();
        assertThat(tab.text("#F60")).contains("interpreted");
        assertThat(tab.text("[aria-labelledby=left-out]")).contains("F16", "not about the case", "Calendar dates");
    }

    @Test
    void thePictureCanBeSaved() {
        visitCase();
        // What the browser would write to disk is caught where the page hands it over.
        tab.evaluate(
                "window.saved = []; URL.createObjectURL = ((make) => (blob) => { saved.push(blob); return make(blob); })"
                        + "(URL.createObjectURL.bind(URL)); HTMLAnchorElement.prototype.click = function () { saved.name = this.download; };");
        tab.click("figcaption button:nth-of-type(1)");
        tab.until("saved.length === 1 && saved.name === 'Patient-vitale-2009-p1-timeline.svg'");
        assertThat(tab.evaluate("saved[0].text()").asText()).startsWith("<svg ").contains("Juvenile dermatomyositis");
        tab.click("figcaption button:nth-of-type(2)");
        tab.until("saved.name === 'Patient-vitale-2009-p1-timeline.png'");
        String png = tab.evaluate(
                        "saved.at(-1).arrayBuffer().then(b => btoa(String.fromCharCode(...new Uint8Array(b).slice(0, 24))))")
                .asText();
        assertThat(new String(Base64.getDecoder().decode(png), StandardCharsets.ISO_8859_1))
                .startsWith("\u0089PNG");
    }

    @Test
    void aSearchIsPutTogetherRunAndPaged() {
        tab.go(root() + "search");
        tab.choose("#type", "Observation");
        tab.choose(".criterion .name", "case-phase");
        tab.type(".criterion .value", "follow-up");
        assertThat(tab.text(".criterion .about")).contains("token");
        assertThat(tab.text("#address")).isEqualTo(server.base() + "/Observation?case-phase=follow-up");
        tab.evaluate("document.querySelector('details').open = true");
        tab.type("#_count", "3");
        tab.click("#_explain");
        assertThat(tab.text(".command")).startsWith("curl ").contains("_count=3&_explain=true");
        tab.click(".primary");
        tab.until("document.querySelector('.results')");
        assertThat(tab.text("[aria-label=Results]")).contains("4 found", "Absent", "What the server says");
        assertThat(tab.count(".results tbody tr")).isEqualTo(3);
        tab.shoot("search", true);
        tab.click(".pages a[rel=next]");
        tab.until(
                "document.body.dataset.ready === 'true' && document.querySelectorAll('.results tbody tr').length === 1");
        tab.go(server.base() + "/Observation?_include=Observation:part-of&code:text=response");
        assertThat(tab.text("[aria-label=Included]")).contains("prednisone");
    }

    @Test
    void aRefusedSearchSaysWhy() {
        tab.go(server.base() + "/Observation?colour=red");
        assertThat(tab.text("[aria-label=Results]")).contains("Refused: 400", "colour");
        // The browser itself notes every answer of 400 and more.
        assertThat(tab.complaints()).allMatch(complaint -> complaint.contains("400"));
        tab.complaints().clear();
    }

    @Test
    void whatIsWrongStandsAtItsLine() {
        tab.go(root() + "validate");
        tab.type(
                "#body",
                "{\n \"resourceType\": \"Observation\",\n \"status\": \"finished\",\n \"code\": {\"text\": \"x\"}\n}");
        tab.click(".primary");
        tab.until("document.querySelector('.found .outcome')");
        assertThat(tab.text(".found")).contains("error", "line 3", "Observation.status");
        assertThat(tab.text("#L3")).contains("\"status\": \"finished\"", "error");
        tab.shoot("validate", true);
        tab.click(".found .line");
        tab.until("document.activeElement.id === 'L3'");
        tab.type("#body", "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>");
        tab.click(".primary");
        tab.until("document.querySelector('.found h2').textContent === 'Valid'");
        tab.complaints().removeIf(complaint -> complaint.contains("$validate") && complaint.contains("status of 4"));
    }

    @Test
    void aProfileIsChosenAndAFileIsDroppedOrPicked() {
        tab.go(root() + "validate");
        tab.evaluate("(() => { window.files = (text) => { const t = new DataTransfer();"
                + " t.items.add(new File([text], 'p.json', { type: 'application/json' })); return t; };"
                + " document.querySelector('#body').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true,"
                + " dataTransfer: files('{\"resourceType\":\"Patient\",\"active\":true}') })); })()");
        tab.until("document.querySelector('#body').value.includes('active')");
        tab.type("#profile", "https://casebook.example/fhir/StructureDefinition/case-patient");
        tab.click(".primary");
        tab.until("document.querySelector('.found .outcome')");
        assertThat(tab.text(".found")).contains("Patient.gender", "case-patient");
        tab.evaluate("(() => { const input = document.querySelector('#file');"
                + " input.files = files('{\"resourceType\":\"Basic\",\"code\":{\"text\":\"picked\"}}').files;"
                + " input.dispatchEvent(new Event('change', { bubbles: true })); })()");
        tab.until("document.querySelector('#body').value.includes('picked')");
    }

    @Test
    void versionsStandSideBySide() {
        server.put("Patient/versions", "{\"resourceType\":\"Patient\",\"id\":\"versions\",\"gender\":\"female\"}");
        server.put(
                "Patient/versions",
                "{\"resourceType\":\"Patient\",\"id\":\"versions\",\"gender\":\"other\",\"active\":true}");
        tab.go(server.base() + "/Patient/versions/_history");
        assertThat(tab.text("h1")).isEqualTo("History of Patient/versions");
        assertThat(tab.text(".diff")).contains("female", "other");
        assertThat(tab.count(".diff-added, .diff-changed")).isPositive();
        tab.shoot("history", false);
        tab.choose("#before", "0");
        tab.until("document.querySelector('[aria-labelledby=diff]').textContent.includes('do not differ')");
        tab.click("tbody tr:last-child th a");
        tab.until("document.body.dataset.ready === 'true' && location.pathname.endsWith('_history/1')");
        assertThat(tab.text(".meta")).contains("version 1", "Current version");
    }

    @Test
    void hostileTextsChangeNothing() {
        String image = "<img src=x onerror=window.hacked=1>";
        server.put(
                "Observation/hostile",
                "{\"resourceType\":\"Observation\",\"id\":\"hostile\",\"status\":\"final\",\"subject\":{\"reference\":"
                        + "\"Patient/vitale-2009-p1\",\"display\":\"" + image + "\"},\"code\":{\"coding\":[{\"system\":"
                        + "\"javascript:window.hacked=2\",\"code\":\"<b>\",\"display\":\"</script><script>window.hacked=3</script>\"}]},"
                        + "\"note\":[{\"text\":\"" + image
                        + "\"}],\"valueString\":\"\\\" onclick=window.hacked=4 x=\\\"\"}");
        for (String path : List.of(
                "/Observation/hostile",
                "/Observation?_id=hostile",
                "/Observation/hostile/_history",
                "/Patient/vitale-2009-p1/$timeline")) {
            tab.go(server.base() + path);
            tab.until("!document.querySelector('.picture') || document.querySelector('.picture svg')");
            assertThat(tab.count("main img, main script, main [onerror], main [onclick], main a[href^=javascript]"))
                    .as(path)
                    .isZero();
        }
        assertThat(tab.evaluate("document.querySelector('.picture').textContent")
                        .asText())
                .contains("</script>");
        server.delete("Observation/hostile");
    }

    @Test
    void hostileNarrativeIsTakenApart() {
        tab.go(root());
        JsonNode shown = tab.evaluate("""
                import('/assets/narrative.js').then(({narrative}) => {
                  const xhtml = (inner) => '<div xmlns="http://www.w3.org/1999/xhtml">' + inner + '</div>';
                  const box = narrative(xhtml(`<p id="main" class="skip" style="position:fixed" onclick="window.hacked=1">kept
                    <b>bold</b></p><script>window.hacked=2</script><img src="x" onerror="window.hacked=3"/>
                    <a href="javascript:window.hacked=4">no way</a><a href=" java&#x9;script:window.hacked=5">nor this</a>
                    <a href="https://doi.org/10.1/x">doi</a><svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=6"/>
                    <iframe src="/"/><form action="/"><input name="x"/></form><h1>heading</h1><style>p {color: red}</style>`));
                  document.getElementById('main').append(box, narrative('<div><p>not closed</div>'), narrative(42));
                  box.querySelectorAll('*').forEach((e) => e.click && e.localName !== 'a' && e.click());
                  return [...box.querySelectorAll('*')].map((e) => e.localName + [...e.attributes].map((a) =>
                    ' ' + a.name + '=' + a.value).join(''));
                })
                """);
        assertThat(StreamSupport.stream(shown.spliterator(), false).map(JsonNode::asText))
                .containsExactly("p", "b", "a", "a", "a href=https://doi.org/10.1/x rel=noopener noreferrer", "p");
        assertThat(tab.text("main"))
                .contains("kept", "no way", "not well-formed")
                .doesNotContain("hacked");
        // The style element is refused by the policy, and the browser says so.
        assertThat(tab.complaints()).allMatch(complaint -> complaint.contains("Applying inline style"));
        tab.complaints().clear();
    }

    @Test
    void theKeyboardIsEnough() {
        visitCase();
        tab.press("Tab", 9);
        assertThat(tab.evaluate("document.activeElement.className").asText()).isEqualTo("skip");
        tab.press("Enter", 13);
        tab.until("document.activeElement.id === 'main'");
        tab.evaluate("document.querySelector('.picture a').focus()");
        assertThat(tab.evaluate("document.activeElement.textContent").asText()).contains("Pediatric rheumatology");
        tab.press("Enter", 13);
        tab.until("location.pathname.endsWith('Encounter/vitale-2009-referral') && document.querySelector('.trace')");
    }

    static Stream<String> pages() {
        return Stream.of(
                "",
                "case/vitale-2009",
                "search",
                "validate",
                "fhir/Observation?case-phase=follow-up&_explain=true&_include=*",
                "fhir/Condition/vitale-2009-gluteal-calcinosis",
                "fhir/Composition/vitale-2009/_history",
                "fhir/Patient/vitale-2009-p1/$timeline");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nobodyIsShutOut(String path) throws IOException {
        tab.go(root() + path);
        tab.until("!document.querySelector('.picture') || document.querySelector('.picture svg')");
        assertThat(violations()).as("wide").isEmpty();
        tab.dark();
        assertThat(violations()).as("dark").isEmpty();
        tab.size(390, 844);
        tab.go(root() + path);
        tab.until("!document.querySelector('.picture') || document.querySelector('.picture svg')");
        assertThat(violations()).as("phone").isEmpty();
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                .as("nothing sticks out of a phone")
                .isLessThanOrEqualTo(390);
    }

    @Test
    void theCaseFitsAPhoneAndTheNight() {
        tab.size(390, 844);
        visitCase();
        tab.until("document.querySelector('.picture svg').viewBox.baseVal.width < 400");
        tab.evaluate("document.querySelector('.beside').scrollIntoView({behavior: 'instant'})");
        tab.shoot("case-phone", false);
        tab.size(1440, 1000);
        tab.dark();
        visitCase();
        tab.shoot("case-dark", false);
    }

    private void visitCase() {
        tab.go(root() + "case/vitale-2009");
        tab.until("document.querySelector('.picture svg')");
    }

    /** What axe-core finds: the rule, and where. */
    private List<String> violations() throws IOException {
        if (!tab.evaluate("'axe' in window").asBoolean()) {
            try (InputStream in =
                    BrowserTest.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
                tab.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; true");
            }
        }
        JsonNode found = tab.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3)"
                + ".map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')))");
        return StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String root() {
        return server.base().substring(0, server.base().length() - "fhir".length());
    }
}
