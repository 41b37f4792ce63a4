package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/settings.md says what the settings say of themselves. */
class SettingsDocumentTest {

    @Test
    void theDocumentHasEverySetting() throws IOException {
        String table = Settings.ALL.stream()
                .map(SettingsDocumentTest::row)
                .collect(Collectors.joining("\n", "| Setting | Default | |\n|---|---|---|\n", "\n"));
        assertThat(Files.readString(Path.of("docs/settings.md"))).contains(table);
    }

    private static String row(Setting<?> setting) {
        String shown = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
        return "| `" + setting.key() + "` | " + shown + " | " + setting.description() + " |";
    }
}
