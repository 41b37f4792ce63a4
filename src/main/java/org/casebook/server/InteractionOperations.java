package org.casebook.server;

import java.util.List;
import java.util.stream.Stream;
import org.casebook.http.ConvertProvider;
import org.casebook.http.DiffProvider;
import org.casebook.http.ExpungeProvider;
import org.casebook.http.MetaProvider;
import org.casebook.http.Operation;
import org.casebook.interaction.Diff;
import org.casebook.interaction.Expunge;
import org.casebook.interaction.Meta;
import org.casebook.store.ResourceStore;

/** The operations on resources and their versions. */
final class InteractionOperations {
    private InteractionOperations() {}

    static List<Operation> of(ResourceStore store, Configuration configuration) {
        boolean mayExpunge = configuration.get(Settings.ALLOW_EXPUNGE);
        return Stream.of(
                        new MetaProvider(new Meta(store)).operations(),
                        new DiffProvider(new Diff(store)).operations(),
                        new ConvertProvider().operations(),
                        mayExpunge ? new ExpungeProvider(new Expunge(store, true)).operations() : List.<Operation>of())
                .flatMap(List::stream)
                .toList();
    }
}
