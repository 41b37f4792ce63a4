package org.casebook.http;

/** Everything that the router can send a request to, operations apart. */
public record Providers(
        CapabilityProvider capabilities,
        ResourceProvider resources,
        ConditionalProvider conditional,
        PatchProvider patches,
        HistoryProvider histories,
        SearchProvider searches,
        AsyncProvider asynchronous,
        BundleProvider bundles) {}
