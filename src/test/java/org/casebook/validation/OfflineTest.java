package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhir.structure.XmlReader;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation reaches no network and reads no file that a client names. */
class OfflineTest {
    private static final String SECRET = "xyzzy-secret";

    /** Every connection that java.net would open asks here first. */
    private static final class Witness extends ProxySelector {
        final ConcurrentLinkedQueue<URI> asked = new ConcurrentLinkedQueue<>();

        @Override
        public List<java.net.Proxy> select(URI uri) {
            asked.add(uri);
            throw new IllegalStateException("no network in this test: " + uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            asked.add(uri);
        }
    }

    @Test
    void nothingIsFetchedForProfilesValueSetsAndPackages() {
        ProxySelector before = ProxySelector.getDefault();
        Witness witness = new Witness();
        ProxySelector.setDefault(witness);
        try {
            ShippedCase shipped = new ShippedCase();
            ObjectNode patient = shipped.get("Patient/vitale-2009-p1");
            patient.withObject("/meta").withArray("profile").add("http://127.0.0.1:9/StructureDefinition/x");
            patient.put("implicitRules", "http://127.0.0.1:9/rules");
            List<Issue> issues = ShippedCase.validator().validate(patient, List.of(), shipped.resolver());
            assertThat(issues).anyMatch(i -> i.type().code().equals("not-found"));
            ShippedCase.validator()
                    .validate(shipped.get("StructureDefinition/case-phase"), List.of(), shipped.resolver());
            assertThat(witness.asked).isEmpty();
            assertThat(ManagedWebAccess.getAccessPolicy()).isEqualTo(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void noEntityIsExpandedInXmlOrInANarrative(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        String xml = "<!DOCTYPE Patient [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><Patient xmlns=\"http://hl7.org/fhir\"><language value=\"&x;\"/></Patient>";
        CheckedResource read = XmlReader.read(xml.getBytes(StandardCharsets.UTF_8), null);
        assertThat(read.isValid()).isFalse();
        assertThat(read.toString()).doesNotContain(SECRET);

        ObjectNode patient = new ShippedCase().get("Patient/vitale-2009-p1");
        patient.withObject("/text")
                .put(
                        "div",
                        "<!DOCTYPE div [<!ENTITY x SYSTEM \"" + secret.toUri()
                                + "\">]><div xmlns=\"http://www.w3.org/1999/xhtml\">&x;</div>");
        byte[] text = Json.write(patient);
        List<Issue> issues = new Validation(ShippedCase.validator())
                .validate(
                        SourceText.of(text),
                        StructureChecker.read(text, null),
                        List.of(),
                        new ShippedCase().resolver());
        assertThat(issues).anyMatch(i -> i.severity().isError());
        assertThat(issues.toString()).doesNotContain(SECRET);
    }

    @Test
    void aStylesheetIsOnlyText() {
        String xml = "<?xml-stylesheet type=\"text/xsl\" href=\"http://127.0.0.1:9/x.xsl\"?>"
                + "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"female\"/></Patient>";
        CheckedResource read = XmlReader.read(xml.getBytes(StandardCharsets.UTF_8), null);
        assertThat(String.valueOf(read.resource())).doesNotContain("x.xsl");
    }

    @Test
    void whoTakesTooLongIsToldSo() {
        Validator.Limits hasty = new Validator.Limits(1, 1, Duration.ofMillis(1));
        try (Validator validator = new Validator(new LazyRules(List::of), DefinitionSource.NONE, hasty)) {
            ObjectNode patient = new ShippedCase().get("Patient/vitale-2009-p1");
            assertThatThrownBy(() -> validator.validate(patient, List.of(), new ShippedCase().resolver()))
                    .isInstanceOfSatisfying(
                            CasebookException.class,
                            e -> assertThat(e.category()).isEqualTo(ErrorCategory.BUSY));
        }
    }
}
