package org.casebook.cli;

import org.casebook.server.StoreCare;
import org.casebook.store.Verify;
import picocli.CommandLine.Command;

/** {@code casebook verify}. */
@Command(name = "verify", description = "Compute every checksum and every index row again, and tell the differences.")
final class VerifyCommand extends StoreCommand {

    @Override
    boolean run(StoreCare care) throws Exception {
        Verify.Report report = care.verify(count -> {});
        report.problems().forEach(this::say);
        say(report.resources() + " resources, " + report.versions() + " versions: "
                + (report.isSound() ? "all sound" : report.problems().size() + " problems"));
        return report.isSound();
    }
}
