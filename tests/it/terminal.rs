//! Questions on a terminal, asked and answered through a pseudo-terminal.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};

use crate::support::{EXPORT, Folder};

/// Two columns say the same, and nothing says whose purchases they are.
const OPEN: &str = "Supplier,Date,Account,Netto yksi,Netto kaksi\n\
    Alder Ltd,2024-05-01,4300,7.00,70.00\nBirch Ltd,2024-05-02,4300,8.00,80.00\n";

/// Both ends of a new pseudo-terminal: the user's and the program's.
#[expect(unsafe_code, reason = "the standard library opens no pseudo-terminals")]
fn terminal() -> (File, OwnedFd) {
    let (mut user, mut program) = (0, 0);
    let none = std::ptr::null_mut();
    // SAFETY: the call writes the two descriptors and reads nothing, since name, settings and size are null.
    let made = unsafe { libc::openpty(&mut user, &mut program, none, none.cast(), none.cast()) };
    assert_eq!(made, 0, "{}", std::io::Error::last_os_error());
    // SAFETY: both descriptors are open and belong to nobody else.
    unsafe { (File::from_raw_fd(user), OwnedFd::from_raw_fd(program)) }
}

/// Runs `vire` on a terminal, answering each question when it stands there; gives what was on the screen.
fn talk(folder: &Folder, arguments: &[&str], answers: &[(&str, &str)]) -> String {
    let (mut user, program) = terminal();
    let mut command = folder.command(arguments);
    command.stdin(program.try_clone().unwrap()).stdout(program.try_clone().unwrap()).stderr(program);
    let mut child = command.spawn().unwrap();
    drop(command); // the program's end is the child's alone, so that reading ends with it
    let mut screen = String::new();
    let mut left = answers.iter();
    let mut next = left.next();
    let mut buffer = [0; 4096];
    // Reading from a terminal that nobody holds any more is an error.
    while let Ok(n @ 1..) = user.read(&mut buffer) {
        screen.push_str(&String::from_utf8_lossy(&buffer[..n]));
        if let Some((question, answer)) = next
            && screen.contains(question)
        {
            user.write_all(format!("{answer}\n").as_bytes()).unwrap();
            next = left.next();
        }
    }
    assert!(child.wait().unwrap().success(), "{screen}");
    assert_eq!(next, None, "never asked: {screen}");
    screen
}

#[test]
fn init_asks_what_the_files_leave_open() {
    let folder = Folder::new();
    folder.write("a.csv", OPEN);
    let answers = [("Whose purchases are these?", "Kotka"), ("amount is taken from", "2")];
    talk(&folder, &["init", "a.csv", "-o", "p.toml"], &answers);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    assert!(text.contains("amount = \"Netto kaksi\""), "{text}");
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stdout().contains("sum 150.00 EUR"), "{}", outcome.stdout());
}

/// The questions come in the user's language, and what is no answer to one is asked again.
#[test]
fn init_asks_again_until_it_understands() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("toimittajat.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Kotka\n");
    let answers = [
        ("Kenen ostoja nämä ovat?", "Kotkan-Haminan seutu"),
        ("Kotkan-Haminan seutu, Suomi", "9"),
        ("\"9\"", "Ruotsinmaa"),
        ("Maata nimeltä \"Ruotsinmaa\" ei ole.", "Suomi"),
        ("hyväksy painamalla Enter (Kotka, Hamina)", "Kotka, Hamnia"),
        ("kuntaa nimeltä \"Hamnia\". Tarkoititko: \"Hamina\"?", "Kotka, Hamina, Virolahti"),
        ("toimittajat.csv, joka näyttää toimittajarekisteriltä. Otetaanko se mukaan? (k/e)", "ehkä"),
        ("\"ehkä\" ei ole mikään näistä.", "k"),
    ];
    talk(&folder, &["init", "a.csv", "--language", "fi", "-o", "p.toml"], &answers);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    for part in ["name = \"Kotkan-Haminan seutu\"\ncountry = \"FI\"", "\n[[register]]\nfiles = [\"toimittajat.csv\"]\n"]
    {
        assert!(text.contains(part), "{text}");
    }
    assert!(text.contains("\n[locality]\nhome = [\"Kotka\", \"Hamina\", \"Virolahti\"]\n"), "{text}");
    folder.vire(&["check", "p.toml"]).published();
}

#[test]
fn init_offers_the_municipality_that_may_be_meant() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let answers = [("Vems inköp är det här?", "Kotkka"), ("1  Kotka", "1")];
    talk(&folder, &["init", "a.csv", "--language", "sv", "-o", "p.toml"], &answers);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    assert!(text.contains("# Vems inköp det är.\n[buyer]\nname = \"Kotka\"\n"), "{text}");
}

#[test]
fn an_empty_answer_leaves_a_question_open() {
    let folder = Folder::new();
    folder.write("a.csv", OPEN);
    talk(&folder, &["init", "a.csv", "--buyer", "Kotka", "-o", "p.toml"], &[("amount is taken from", "")]);
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(3, &["column-choice", "Netto kaksi"]);
    let outcome = folder.vire(&["run", "p.toml", "--out", "out", "--assume"]).published();
    assert!(outcome.stdout().contains("sum 15.00 EUR"), "{}", outcome.stdout());
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let folder = Folder::new();
    folder.write("a.csv", OPEN);
    folder.vire(&["init", "a.csv"]).failed(2, &["the exports do not name their buyer", "--buyer NAME"]);
}
