package org.casebook.bench;

/**
 * What one run showed.
 *
 * @param cpuMicros CPU time of the server for all of them, or a negative number if it is not known
 */
record Sample(long requests, double seconds, long cpuMicros) {

    double rate() {
        return requests / seconds;
    }

    double cpuPerRequest() {
        return cpuMicros < 0 || requests == 0 ? Double.NaN : (double) cpuMicros / requests;
    }
}
