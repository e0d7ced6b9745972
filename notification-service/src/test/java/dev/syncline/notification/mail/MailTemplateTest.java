package dev.syncline.notification.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.samskivert.mustache.MustacheException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailTemplateTest {

    /// A model that lacks what templates name.
    record Poor(String subject) implements MailModel {}

    @Test
    void noTemplateLeavesOutEscaping() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/mail/notification"))) {
            List<Path> templates = files.toList();

            assertThat(templates).hasSizeGreaterThan(10).allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("{{{", "{{&", "{{="));
        }
    }

    @Test
    void aTemplateIsNotWrittenWithGaps() {
        MailTemplate template = new MailTemplate("recovery");

        assertThatThrownBy(() -> template.write(new Poor("x"))).isInstanceOf(MustacheException.class).hasMessageContaining("project");
    }
}
