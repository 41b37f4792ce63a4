package org.casebook.server;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.casebook.http.ConvertProvider;
import org.casebook.http.DiffProvider;
import org.casebook.http.EverythingProvider;
import org.casebook.http.ExpungeProvider;
import org.casebook.http.GraphQlProvider;
import org.casebook.http.LastNProvider;
import org.casebook.http.MetaProvider;
import org.casebook.http.Operation;
import org.casebook.http.StatsProvider;
import org.casebook.http.TimelineProvider;
import org.casebook.index.SearchParameters;
import org.casebook.interaction.Diff;
import org.casebook.interaction.Everything;
import org.casebook.interaction.Expunge;
import org.casebook.interaction.LastN;
import org.casebook.interaction.Meta;
import org.casebook.interaction.Read;
import org.casebook.interaction.Stats;
import org.casebook.interaction.graphql.GraphQl;
import org.casebook.interaction.timeline.PatientTimeline;
import org.casebook.search.CompartmentMembers;
import org.casebook.search.LabelIndex;
import org.casebook.search.Search;
import org.casebook.store.ResourceStore;

/** The operations on resources and their versions. */
final class InteractionOperations {
    /** So many resources are answered at once to whoever does not ask for pages. */
    private static final int LARGEST_PAGE = 10_000;

    private InteractionOperations() {}

    static List<Operation> of(
            ResourceStore store, Search search, Supplier<SearchParameters> parameters, Configuration configuration) {
        boolean mayExpunge = configuration.get(Settings.ALLOW_EXPUNGE);
        return Stream.of(
                        new MetaProvider(new Meta(store, new LabelIndex(parameters))).operations(),
                        new DiffProvider(new Diff(store)).operations(),
                        new ConvertProvider().operations(),
                        new EverythingProvider(new Everything(store, new CompartmentMembers(parameters), LARGEST_PAGE))
                                .operations(),
                        new LastNProvider(new LastN(store, search)).operations(),
                        new StatsProvider(new Stats(store, search)).operations(),
                        new GraphQlProvider(new GraphQl(store, search)).operations(),
                        List.of(new TimelineProvider(new PatientTimeline(new Read(store), search)).operation()),
                        mayExpunge ? new ExpungeProvider(new Expunge(store, true)).operations() : List.<Operation>of())
                .flatMap(List::stream)
                .toList();
    }
}
