package org.casebook.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every interaction that is wired: which handler answers which method on which shape of path, and what may be claimed
 * for it. The router and the CapabilityStatement read the same table, so that neither can offer what the other does not.
 */
final class Routes {
    private final Map<Shape, Map<String, Handler>> handlers = new EnumMap<>(Shape.class);
    private final List<Claim> claims = new ArrayList<>();

    Routes(Providers providers, Router router) {
        system(providers, router);
        type(providers);
        instance(providers);
        searches(providers.searches());
    }

    private void system(Providers providers, Router router) {
        add(
                Shape.SYSTEM,
                "POST",
                request -> providers.bundles().bundle(request, router),
                Claim.ofSystem("transaction"),
                Claim.ofSystem("batch"));
        add(Shape.SYSTEM_HISTORY, "GET", providers.histories()::system, Claim.ofSystem("history-system"));
        Handler capabilities = request -> providers.capabilities().capabilities(request, router);
        add(Shape.METADATA, "GET", capabilities);
        add(Shape.SYSTEM, "OPTIONS", capabilities);
        add(Shape.LATER, "GET", providers.asynchronous()::status);
        add(Shape.LATER, "DELETE", providers.asynchronous()::cancel);
    }

    private void type(Providers providers) {
        ConditionalProvider conditional = providers.conditional();
        ResourceProvider resources = providers.resources();
        add(
                Shape.TYPE,
                "POST",
                request -> request.header("If-None-Exist").isPresent()
                        ? conditional.create(request)
                        : resources.create(request),
                Claim.ofType("create"),
                Claim.ofType("conditionalCreate", "true"));
        add(Shape.TYPE, "PUT", conditional::update, Claim.ofType("conditionalUpdate", "true"));
        add(Shape.TYPE, "PATCH", providers.patches()::conditional);
        add(Shape.TYPE, "DELETE", conditional::delete, Claim.ofType("conditionalDelete", "multiple"));
        add(Shape.TYPE_HISTORY, "GET", providers.histories()::type, Claim.ofType("history-type"));
    }

    private void instance(Providers providers) {
        ResourceProvider resources = providers.resources();
        add(
                Shape.INSTANCE,
                "GET",
                resources::read,
                Claim.ofType("read"),
                Claim.ofType("conditionalRead", "full-support"));
        add(Shape.VERSION, "GET", resources::vread, Claim.ofType("vread"), Claim.ofType("readHistory", "true"));
        add(Shape.INSTANCE, "PUT", resources::update, Claim.ofType("update"), Claim.ofType("updateCreate", "true"));
        add(Shape.INSTANCE, "PATCH", providers.patches()::patch, Claim.ofType("patch"));
        add(
                Shape.INSTANCE,
                "DELETE",
                request -> ConditionalProvider.cascades(request)
                        ? providers.conditional().cascade(request)
                        : resources.delete(request),
                Claim.ofType("delete"));
        add(Shape.INSTANCE_HISTORY, "GET", providers.histories()::instance, Claim.ofType("history-instance"));
    }

    private void searches(SearchProvider searches) {
        add(Shape.SYSTEM, "GET", searches::system, Claim.ofSystem("search-system"));
        add(Shape.TYPE, "GET", searches::type, Claim.ofType("search-type"));
        add(Shape.COMPARTMENT, "GET", searches::compartment);
        form(Shape.SYSTEM_SEARCH, searches::system);
        form(Shape.TYPE_SEARCH, searches::type);
        form(Shape.COMPARTMENT_SEARCH, searches::compartment);
    }

    /** {@code _search}: by POST with the parameters in a form, some of them in the URL; by GET as without it. */
    private void form(Shape shape, Handler search) {
        add(shape, "GET", search);
        add(shape, "POST", request -> search.handle(Form.of(request)));
    }

    private void add(Shape shape, String method, Handler handler, Claim... claimed) {
        handlers.computeIfAbsent(shape, s -> new TreeMap<>()).put(method, handler);
        claims.addAll(List.of(claimed));
    }

    /** The handlers of a shape by method. */
    Map<String, Handler> of(Shape shape) {
        return handlers.getOrDefault(shape, Map.of());
    }

    /** In the order in which R4 lists them, roughly: what each route has said. */
    List<Claim> claims(Claim.Level level) {
        return claims.stream().filter(claim -> claim.level() == level).toList();
    }
}
