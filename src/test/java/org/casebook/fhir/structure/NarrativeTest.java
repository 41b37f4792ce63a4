package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrativeTest {
    private static List<String> problems(String div) {
        List<String> problems = new ArrayList<>();
        assertThat(new Narrative(div).check(problems::add)).isEqualTo(problems.isEmpty());
        return problems;
    }

    private static String div(String content) {
        return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + content + "</div>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "<p>a<br/>b</p>",
                "<a href='http://x.org'>x</a>",
                "<a href=\"#a\" name = 'b'>x</a>",
                "<img src='#p' alt=\"p\"/>",
                "<img src='data:image/png;base64,AAAA'/>",
                "&lt;&gt;&amp;&quot;&apos;&#160;&#xA0;",
                "<!-- note -->x",
                "<span style='color: red'>x</span>",
                "a > b ] ]",
                "<table><tr><td colspan='2'>x</td></tr></table>",
                "<p xml:lang='de'>ü</p >",
                "😀"
            })
    void allowsFormatting(String content) {
        assertThat(problems(div(content))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT>x</SCRIPT>",
                "<p onclick='x()'>x</p>",
                "<iframe src='x'/>x",
                "<svg/>x",
                "<object/>x",
                "<form/>x",
                "<input/>x",
                "<style>x</style>",
                "<link/>x",
                "<base href='x'/>x",
                "<meta/>x",
                "<a href='javascript:x()'>x</a>",
                "<a href=' JaVa&#10;Script:x()'>x</a>",
                "<a href='&#106;avascript:x()'>x</a>",
                "<a href='java&#x0A;script:x'>x</a>",
                "<img src='vbscript:x'/>",
                "<a href='data:text/html,x'>x</a>",
                "<p style='width: expression(x)'>x</p>",
                "<p style='background:url(javascript:x)'>x</p>",
                "<![CDATA[<script>x</script>]]>",
                "<?php x ?>",
                "<!--><script>x</script>-->",
                "<!---><b>x</b>-->",
                "<!-- a -- b -->x",
                "&nbsp;",
                "&#0;",
                "&#xD800;",
                "&#x110000;",
                "&#99999999999;",
                "&x",
                "a & b",
                "a ]]> b",
                "<p>x",
                "x</p>",
                "<p><b>x</p></b>",
                "<p a>x</p>",
                "<p class=x>x</p>",
                "<p class='x' class='y'>x</p>",
                "<p title='<'>x</p>",
                "<p title='&x;'>x</p>",
                "< p>x</p>",
                "<p xmlns='http://www.w3.org/2000/svg'>x</p>",
                "<x:p xmlns:x='y'>x</x:p>",
                "",
                "  ",
                "<p/>",
                "<"
            })
    void refusesWhatRunsOrIsNoXhtml(String content) {
        assertThat(problems(div(content))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "<p>x</p>",
                "<div",
                "<div>x",
                "<divx>x</divx>",
                "<div>x</div>y",
                "<div>x</div><div>y</div>",
                "<!DOCTYPE div><div>x</div>",
                "<?xml version='1.0'?><div>x</div>"
            })
    void refusesWhatIsNoDiv(String div) {
        assertThat(problems(div)).isNotEmpty();
    }

    @Test
    void namesEveryElementAndAttribute() {
        assertThat(problems(div("<script>x</script><p onclick='y'>z</p>"))).hasSize(2);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problems("<div>".repeat(100_000))).hasSize(1);
    }

    @Test
    void seesWhetherTheNamespaceIsNamed() {
        Narrative with = new Narrative(div("x"));
        with.check(p -> {});
        Narrative without = new Narrative("<div>x</div>");
        without.check(p -> {});
        assertThat(with.hasNamespace()).isTrue();
        assertThat(without.hasNamespace()).isFalse();
    }
}
