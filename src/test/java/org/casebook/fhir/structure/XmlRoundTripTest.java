package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casebook.fhir.XmlWriter;
import org.casebook.validation.CaseLibrary;
import org.junit.jupiter.api.Test;

/** XML in, JSON inside, XML out: the same text. */
class XmlRoundTripTest {

    @Test
    void theCaseAndItsDefinitionsAreTheSameXmlAgain() {
        CaseLibrary library = CaseLibrary.shipped();
        for (List<ObjectNode> resources : List.of(library.caseResources("vitale-2009"), library.definitions())) {
            for (ObjectNode resource : resources) {
                byte[] xml = XmlWriter.write(resource);
                CheckedResource read = XmlReader.read(xml, null);
                assertThat(read.issues()).as(resource.path("id").asText()).isEmpty();
                assertThat(new String(XmlWriter.write(read.orThrow()), StandardCharsets.UTF_8))
                        .isEqualTo(new String(xml, StandardCharsets.UTF_8));
                assertThat(read.resource()).isEqualTo(resource);
            }
        }
    }
}
