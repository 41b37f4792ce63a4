/**
 * Owns the timeline of a patient's case: what is known to have happened, in the order and with the certainty the source
 * gives it, as a resource and as a picture. Uses search to find the resources of the patient's compartment and the JSON
 * tools of fhir. Must never import http, server, Jetty or HAPI's server, nor invent a calendar date.
 */
@NullMarked
package org.casebook.interaction.timeline;

import org.jspecify.annotations.NullMarked;
