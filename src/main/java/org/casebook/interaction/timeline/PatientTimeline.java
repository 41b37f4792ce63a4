package org.casebook.interaction.timeline;

import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Read;
import org.casebook.search.Search;
import org.casebook.search.SearchEntry;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchResult;

/** The operation {@code Patient/[id]/$timeline}: what the patient's compartment tells, phase by phase. */
public final class PatientTimeline {
    private static final String MOST = "200";
    private final Read read;
    private final Search search;

    public PatientTimeline(Read read, Search search) {
        this.read = read;
        this.search = search;
    }

    /** The timeline; a patient that is not here, or gone, is refused as a read would refuse it. */
    public Timeline run(String base, ResourceKey patient) {
        read.run(patient);
        CaseResources resources = new CaseResources();
        boolean complete = true;
        for (Lane lane : Lane.values()) {
            for (String type : lane.types()) {
                complete &= collect(resources, base, patient, type);
            }
        }
        return new Timeline(patient.toString(), new EventReader(resources).all(), complete);
    }

    private boolean collect(CaseResources resources, String base, ResourceKey patient, String type) {
        SearchResult result = search.run(
                new SearchRequest(base, type, patient, List.of(new SearchRequest.Parameter("_count", MOST)), false));
        for (SearchEntry entry : result.entries()) {
            resources.add(entry.resource().key(), Json.stored(entry.resource().content()));
        }
        return result.links().stream().noneMatch(link -> link.relation().equals("next"));
    }
}
