package dev.syncline.console.audit;

import java.util.Locale;

import dev.syncline.contracts.audit.AuditOutcome;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/// Outcomes are asked for by the words in which they are answered.
@Component
class AuditWords implements Converter<String, AuditOutcome> {

    @Override
    public AuditOutcome convert(String word) {
        return AuditOutcome.valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
