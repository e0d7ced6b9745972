package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Deliveries;
import dev.syncline.notification.delivery.DeliveryProgress;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Senders;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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


    /// As many recipients as a plan has.
    private static final int MOST = 50;

    private final Alerts alerts;
    private final AlertRepository repository;
    private final Deliveries deliveries;
    private final Senders senders;
    private final Webhooks webhooks;

    AlertController(Alerts alerts, AlertRepository repository, Deliveries deliveries, Senders senders, Webhooks webhooks) {
        this.alerts = alerts;
        this.repository = repository;
        this.deliveries = deliveries;
        this.senders = senders;
        this.webhooks = webhooks;
    }

    @GetMapping
    @Operation(
            summary = "Alerts, newest first, with how far their deliveries have come",
            description = "state is that of the last delivery to some recipient, channel the way it went.")
    Page<AlertView> list(
            @RequestParam(required = false) @Nullable Long project,
            @RequestParam(required = false) @Nullable AlertKind kind,
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(required = false) @Nullable Channel channel,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        List<Alert> found = repository.findBefore(Cursors.position(cursor, Long.MAX_VALUE), project, kind, state, channel, limit + 1);
        Page<Alert> page = Page.of(found, limit, alert -> Long.toString(alert.id()));
        Map<Long, List<DeliveryProgress>> progress = deliveries.progress(page.items().stream().map(Alert::id).toList());
        return new Page<>(
                page.items().stream().map(alert -> AlertView.of(alert, progress.getOrDefault(alert.id(), List.of()))).toList(),
                page.next());
    }

    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Send a test mail to one or several recipients, such as those of a plan, or a test to webhooks; the list of alerts shows how far it has come")
    AlertView test(@RequestBody @Valid TestRequest request) {
        List<MailAddress> recipients = request.addresses();
        List<String> names = request.webhooks() == null ? List.of() : request.webhooks();
        List<String> known = webhooks.names();
        if (!known.containsAll(names)) {
            throw new ApiException(Problem.INVALID, "webhooks has a name that is none of %s, those in the settings".formatted(known));
        }
        if (recipients.isEmpty() && names.isEmpty()) {
            throw new ApiException(Problem.INVALID, "Nobody was named; give recipient, recipients or webhooks");
        }
        Alert alert = alerts.test(recipients, names);
        senders.wake();
        return view(alert);
    }

    @PostMapping("/{id}/send-again")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Tell recipients of an alert once more: those who are named, or all whose last message was given up")
    AlertView sendAgain(@PathVariable long id, @RequestBody(required = false) @Valid @Nullable AgainRequest request) {
        Alert alert = repository.find(id).orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no alert %d".formatted(id)));
        alerts.sendAgain(alert, request == null || request.recipients() == null ? List.of() : request.recipients());
        senders.wake();
        return view(alert);
    }

    private AlertView view(Alert alert) {
        return AlertView.of(alert, deliveries.progress(List.of(alert.id())).getOrDefault(alert.id(), List.of()));
    }

    /// @param recipient a mail address of the form name@host
    /// @param recipients several of them
    /// @param webhooks by the names that the settings have
    record TestRequest(
            @Nullable String recipient,
            @Size(max = MOST) @Nullable List<@NotNull String> recipients,
            @Size(max = MOST) @Nullable List<@NotNull String> webhooks) {

        List<MailAddress> addresses() {
            return Stream.concat(Stream.ofNullable(recipient), recipients == null ? Stream.empty() : recipients.stream()).map(MailAddress::new).toList();
        }
    }

    /// @param recipients mail addresses and names of webhooks, as the alert's deliveries have them
    record AgainRequest(@Size(max = MOST) @Nullable List<@NotNull String> recipients) {}

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
