package org.casebook.http;

/** The interactions of the whole system. */
public final class SystemProvider {
    private final CapabilityProvider capabilities;

    public SystemProvider(CapabilityProvider capabilities) {
        this.capabilities = capabilities;
    }

    FhirResponse capabilities(FhirRequest request) {
        return capabilities.capabilities(request);
    }
}
