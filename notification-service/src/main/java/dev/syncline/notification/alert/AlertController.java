package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.notification.mail.MailBox;
import dev.syncline.notification.mail.MailProgress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts", description = "Failed runs that people were told about")
class AlertController {

    private final AlertRepository alerts;
    private final MailBox mails;

    AlertController(AlertRepository alerts, MailBox mails) {
        this.alerts = alerts;
        this.mails = mails;
    }

    @GetMapping
    @Operation(summary = "Alerts, newest first, with how far their mails have come")
    Page<AlertView> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        Page<Alert> page = Page.of(alerts.findBefore(position(cursor), limit + 1), limit, alert -> Long.toString(alert.id()));
        Map<Long, List<MailProgress>> progress = mails.progress(page.items().stream().map(Alert::id).toList());
        return new Page<>(
                page.items().stream().map(alert -> AlertView.of(alert, progress.getOrDefault(alert.id(), List.of()))).toList(),
                page.next());
    }

    private static @Nullable Long position(@Nullable String cursor) {
        String position = Page.decode(cursor);
        try {
            return position == null ? null : Long.valueOf(position);
        } catch (NumberFormatException _) {
            throw new ApiException(Problem.INVALID, "The cursor is not one that a page of alerts has given; begin without one");
        }
    }

    /// An alert as people see it.
    record AlertView(
            long id, UUID runId, long projectId, String projectName, String subject, Instant failedAt, List<MailProgress> mails) {

        static AlertView of(Alert alert, List<MailProgress> mails) {
            return new AlertView(
                    alert.id(), alert.runId(), alert.projectId(), alert.projectName(), alert.subject(), alert.failedAt(), mails);
        }
    }
}
