package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhir.structure.XmlReader;
import org.jspecify.annotations.Nullable;

/** The resource in a request's body: read in the format it was sent in and checked against R4's structure. */
final class ResourceBody {
    private ResourceBody() {}

    /** A resource of this type without a structural error, or an exception with all of them. */
    static ObjectNode read(FhirRequest request, String type) {
        if (BinaryContent.isSent(request)) {
            return BinaryContent.resource(request);
        }
        CheckedResource checked = check(request, type);
        ObjectNode resource = checked.resource();
        if (resource != null && !resource.path("resourceType").asText().equals(type)) {
            // A good resource at the wrong address is a wrong request, not a resource that breaks a rule.
            throw new CasebookException(ErrorCategory.INVALID, checked.issues());
        }
        return checked.orThrow();
    }

    /** A resource of any type. */
    static ObjectNode readAny(FhirRequest request) {
        return check(request, null).orThrow();
    }

    /** Whatever can be said of the body; a body that is no text of its format still throws. */
    static CheckedResource check(FhirRequest request, @Nullable String type) {
        byte[] body = request.body().get();
        if (body.length == 0) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    request.method() + " /" + request.path() + " needs a resource in its body; there was none.");
        }
        return format(request, body) == Format.XML ? XmlReader.read(body, type) : StructureChecker.read(body, type);
    }

    private static Format format(FhirRequest request, byte[] body) {
        Optional<String> contentType = request.header("Content-Type");
        if (contentType.isEmpty()) {
            return startsWithAngle(body) ? Format.XML : Format.JSON;
        }
        return Format.ofContentType(contentType.get())
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.UNSUPPORTED_MEDIA_TYPE,
                        "A resource is sent as application/fhir+json or application/fhir+xml (FHIR version 4.0), not as '"
                                + contentType.get() + "'."));
    }

    static boolean startsWithAngle(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b) && b > 0) {
                return b == '<';
            }
        }
        return false;
    }
}
