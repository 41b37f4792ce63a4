package org.casebook.cli;

import picocli.CommandLine.Option;

/** {@code -h}, which every command has. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean asked;
}
