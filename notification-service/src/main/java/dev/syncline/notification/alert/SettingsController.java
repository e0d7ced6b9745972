package dev.syncline.notification.alert;

import dev.syncline.notification.delivery.DeliveryProperties;
import dev.syncline.notification.mail.MailProperties;
import dev.syncline.notification.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Alerts")
class SettingsController {

    private final AlertSettings settings;

    SettingsController(AlertProperties alerts, MailProperties mail, Webhooks webhooks, DeliveryProperties delivery) {
        this.settings = AlertSettings.of(alerts, mail, webhooks, delivery);
    }

    @GetMapping("/api/v1/alerts/settings")
    @Operation(summary = "How alerts leave, as an operator has set it; without secrets")
    AlertSettings settings() {
        return settings;
    }
}
