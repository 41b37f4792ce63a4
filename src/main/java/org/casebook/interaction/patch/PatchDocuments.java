package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.XmlWriter;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhir.structure.XmlReader;

/** Finds out which kind of patch a document is (R4 section 3.1.0.6). */
public final class PatchDocuments {
    private PatchDocuments() {}

    /** The body of a PATCH request. */
    public static PatchDocument ofBody(String contentType, byte[] body) {
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        PatchFormat format = PatchFormat.of(mediaType)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.UNSUPPORTED_MEDIA_TYPE,
                        "A patch is sent as application/json-patch+json, application/xml-patch+xml, or as Parameters in application/fhir+json or application/fhir+xml; not as '"
                                + contentType + "'."));
        return switch (format) {
            case JSON_PATCH -> JsonPatch.parse(body);
            case XML_PATCH -> xml(body);
            case FHIRPATH_JSON ->
                FhirPathPatch.parse(StructureChecker.read(body, "Parameters").orThrow());
            case FHIRPATH_XML ->
                FhirPathPatch.parse(XmlReader.read(body, "Parameters").orThrow());
        };
    }

    /** The resource of a PATCH entry: Parameters, or a Binary that holds a JSON or XML Patch (R4 section 3.1.0.11). */
    public static PatchDocument ofResource(ObjectNode resource) {
        if (!resource.path("resourceType").asText().equals("Binary")) {
            return FhirPathPatch.parse(resource);
        }
        try {
            byte[] data = Base64.getMimeDecoder()
                    .decode(resource.path("data").asText().getBytes(StandardCharsets.US_ASCII));
            return ofBody(resource.path("contentType").asText(), data);
        } catch (IllegalArgumentException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID, IssueType.VALUE, "The patch is not base64.", "Binary.data");
        }
    }

    private static PatchDocument xml(byte[] body) {
        return XmlPatch.parse(body, XmlWriter::write, PatchDocuments::patchedXml);
    }

    /** What is not R4 after an XML Patch is the patch's fault, not the request's syntax: 422. */
    private static ObjectNode patchedXml(byte[] xml) {
        try {
            return XmlReader.read(xml, null).orThrow();
        } catch (CasebookException e) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, e.issues(), e);
        }
    }
}
