"""First and last names that are common in Kent; put together by chance, of nobody."""

from typing import Final

ADULT_FORENAMES: Final = (
    "Aisha", "Alan", "Andrew", "Angela", "Anil", "Anita", "Barbara", "Bartosz",
    "Carol", "Chidi", "Claire", "Darren", "David", "Dawn", "Dean", "Debbie", "Donna",
    "Ewa", "Farah", "Gary", "Gurpreet", "Heather", "Imran", "Jason", "Joanne", "Julie",
    "Karen", "Katarzyna", "Keith", "Kelly", "Kevin", "Lisa", "Lorraine", "Mandy",
    "Mark", "Michelle", "Mohammed", "Nasreen", "Natalie", "Ngozi", "Nicola", "Paul",
    "Piotr", "Priya", "Rachel", "Ram", "Robert", "Samantha", "Sarah", "Shane",
    "Sharon", "Sita", "Stephen", "Tanya", "Tracey", "Wayne", "Yvonne", "Zoe",
)  # fmt: skip

CHILD_FORENAMES: Final = (
    "Aaliyah", "Abigail", "Adam", "Aidan", "Amber", "Amir", "Ayesha", "Bethany",
    "Billy", "Caitlin", "Callum", "Chelsea", "Chloe", "Connor", "Courtney", "Daniel",
    "Demi", "Dylan", "Ellie", "Emeka", "Ethan", "Freya", "Georgia", "Hannah", "Harry",
    "Harpreet", "Hassan", "Jack", "Jade", "Jakub", "Jamie", "Jasmine", "Jordan",
    "Kayleigh", "Kieran", "Kyle", "Leah", "Lewis", "Liam", "Maja", "Mason", "Megan",
    "Nathan", "Nisha", "Oliwia", "Owen", "Paige", "Rhys", "Ryan", "Sapana", "Shannon",
    "Sophie", "Summer", "Tariq", "Toby", "Tyler", "Zainab", "Zara",
)  # fmt: skip

SURNAMES: Final = (
    "Adeyemi", "Ahmed", "Akhtar", "Bailey", "Baker", "Barker", "Begum", "Bennett",
    "Booth", "Brown", "Butler", "Carter", "Chapman", "Clarke", "Collins", "Cooper",
    "Davies", "Dixon", "Edwards", "Ellis", "Evans", "Fletcher", "Foster", "Gibson",
    "Gill", "Green", "Gurung", "Hall", "Harris", "Holmes", "Hughes", "Hussain",
    "Jackson", "Johnson", "Jones", "Kaur", "Khan", "Knight", "Kowalski", "Lee",
    "Lewis", "Mason", "Miller", "Mitchell", "Moore", "Murphy", "Nowak", "O'Brien",
    "O'Connor", "Okafor", "Palmer", "Parker", "Patel", "Phillips", "Price", "Rai",
    "Reid", "Roberts", "Robinson", "Shaw", "Singh", "Smith", "Stevens", "Taylor",
    "Thapa", "Turner", "Walker", "Ward", "Watson", "Webb", "White", "Williams",
    "Wisniewski", "Wood", "Wright", "Young",
)  # fmt: skip

STREETS: Final = (
    "Acornwhistle Lane", "Bellfeather Road", "Brambletop Close", "Candlewick Rise",
    "Copperkettle Walk", "Dandelion Reach", "Duskwillow Drive", "Emberley Court",
    "Fernquill Way", "Gingerbeam Close", "Hopscotch Gardens", "Inkwell Terrace",
    "Juniperdown Road", "Lanternbrook Avenue", "Marblewick Crescent", "Nettlecomb Way",
    "Oatsheaf Green", "Pebblemoor Road", "Quillfeather Row", "Rushlight Close",
    "Saddlestone Avenue", "Thimblefield Road", "Umberleaf Drive", "Velvetmoss Lane",
    "Weathervane Court", "Yarrowgate Road",
)  # fmt: skip
