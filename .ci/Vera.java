import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Validates PDF files against a profile of veraPDF. Usage: Vera ua1 PDFUA-1 FILE...; ends with 1 when one fails. */
class Vera {
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.byFlavourId(args[0]);
        var rules = Foundries.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + args[1] + ".xml");
        var profile = Profiles.profileFromXml(rules);
        var failed = false;
        for (var file : java.util.List.of(args).subList(2, args.length)) {
            try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
                var validator = Foundries.defaultInstance().createValidator(profile, 1000, false, false, false);
                var result = validator.validate(parser);
                failed |= !result.isCompliant();
                System.out.printf("%s %s: %s, %d checks of %d rules%n", file, args[1],
                        result.isCompliant() ? "passed" : "FAILED", result.getTotalAssertions(), profile.getRules().size());
                Map<String, TestAssertion> faults = new TreeMap<>();
                for (var fault : result.getTestAssertions())
                    if (fault.getStatus() == TestAssertion.Status.FAILED)
                        faults.putIfAbsent(fault.getRuleId().getClause(), fault);
                faults.forEach((clause, fault) -> System.out.printf("  %s: %s at %s%n", clause, fault.getMessage(),
                        fault.getLocation().getContext()));
            }
        }
        System.exit(failed ? 1 : 0);
    }
}
