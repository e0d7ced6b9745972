package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.notification.delivery.Deliveries;
import dev.syncline.notification.delivery.DeliveryProgress;
import dev.syncline.notification.delivery.Senders;
import dev.syncline.notification.mail.MailAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts", description = "What people and systems were told about runs and plans")
class AlertController {

    private static final Logger audit = LoggerFactory.getLogger("dev.syncline.audit");

    private final Alerts alerts;
    private final AlertRepository repository;
    private final Deliveries deliveries;
    private final Senders senders;

    AlertController(Alerts alerts, AlertRepository repository, Deliveries deliveries, Senders senders) {
        this.alerts = alerts;
        this.repository = repository;
        this.deliveries = deliveries;
        this.senders = senders;
    }

    @GetMapping
    @Operation(summary = "Alerts, newest first, with how far their deliveries have come")
    Page<AlertView> list(
            @RequestParam(required = false) @Nullable Long project,
            @RequestParam(required = false) @Nullable AlertKind kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        List<Alert> found = repository.findBefore(position(cursor), project, kind, limit + 1);
        Page<Alert> page = Page.of(found, limit, alert -> Long.toString(alert.id()));
        Map<Long, List<DeliveryProgress>> progress = deliveries.progress(page.items().stream().map(Alert::id).toList());
        return new Page<>(
                page.items().stream().map(alert -> AlertView.of(alert, progress.getOrDefault(alert.id(), List.of()))).toList(),
                page.next());
    }

    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a test mail; the list of alerts shows how far it has come")
    AlertView test(@RequestBody @Valid TestRequest request) {
        Alert alert = alerts.test(new MailAddress(request.recipient()));
        senders.wake();
        audit.info("who={} action=alert.tested id={}", who(), alert.id());
        return AlertView.of(alert, deliveries.progress(List.of(alert.id())).getOrDefault(alert.id(), List.of()));
    }

    private static String who() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? "system" : caller.getName();
    }

    private static @Nullable Long position(@Nullable String cursor) {
        String position = Page.decode(cursor);
        try {
            return position == null ? null : Long.valueOf(position);
        } catch (NumberFormatException _) {
            throw new ApiException(Problem.INVALID, "The cursor is not one that a page of alerts has given; begin without one");
        }
    }

    /// @param recipient a mail address of the form name@host
    record TestRequest(@NotNull String recipient) {}

    /// An alert as people see it.
    ///
    /// @param runId null for a missed schedule and a test
    /// @param at when it happened
    record AlertView(
            long id,
            AlertKind kind,
            @Nullable UUID runId,
            @Nullable Long projectId,
            @Nullable String projectName,
            String subject,
            Instant at,
            List<DeliveryProgress> deliveries) {

        static AlertView of(Alert alert, List<DeliveryProgress> deliveries) {
            return new AlertView(
                    alert.id(), alert.kind(), alert.runId(), alert.projectId(), alert.projectName(), alert.subject(), alert.at(), deliveries);
        }
    }
}
