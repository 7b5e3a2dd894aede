/**
 * The time zones that Auto Scaling takes: "the canonical names of the IANA time zones" (docs.aws.amazon.com, EC2 Auto
 * Scaling API reference, `PutScheduledUpdateGroupAction`), by the minutes that their clocks are ahead of UTC in the
 * course of a year. They are the places of `zone.tab`, as of tzdata 2025, and the fixed zones; old names that are links
 * to another one (`US/Eastern`, `Asia/Calcutta`) are none of them.
 */
export const zonesByOffsets: Readonly<Record<string, string>> = {
  "-720": "Etc/GMT+12",
  "-660": "Etc/GMT+11 Pacific/Midway Pacific/Niue Pacific/Pago_Pago",
  "-600": "Etc/GMT+10 Pacific/Honolulu Pacific/Rarotonga Pacific/Tahiti",
  "-600 -540": "America/Adak",
  "-570": "Pacific/Marquesas",
  "-540": "Etc/GMT+9 Pacific/Gambier",
  "-540 -480":
    "America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat",
  "-480": "Etc/GMT+8 Pacific/Pitcairn",
  "-480 -420": "America/Los_Angeles America/Tijuana America/Vancouver",
  "-420":
    "America/Creston America/Dawson America/Dawson_Creek America/Fort_Nelson America/Hermosillo America/Mazatlan America/Phoenix America/Whitehorse Etc/GMT+7",
  "-420 -360":
    "America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Edmonton America/Inuvik",
  "-360":
    "America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica America/El_Salvador America/Guatemala America/Managua America/Merida America/Mexico_City America/Monterrey America/Regina America/Swift_Current America/Tegucigalpa Etc/GMT+6 Pacific/Galapagos",
  "-360 -300":
    "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Matamoros America/Menominee America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rankin_Inlet America/Resolute America/Winnipeg Pacific/Easter",
  "-300":
    "America/Atikokan America/Bogota America/Cancun America/Cayman America/Eirunepe America/Guayaquil America/Jamaica America/Lima America/Panama America/Rio_Branco Etc/GMT+5",
  "-300 -240":
    "America/Detroit America/Grand_Turk America/Havana America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Nassau America/New_York America/Port-au-Prince America/Toronto",
  "-240":
    "America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Boa_Vista America/Campo_Grande America/Caracas America/Cuiaba America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Guyana America/Kralendijk America/La_Paz America/Lower_Princes America/Manaus America/Marigot America/Martinique America/Montserrat America/Port_of_Spain America/Porto_Velho America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola Etc/GMT+4",
  "-240 -180":
    "America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Santiago America/Thule Atlantic/Bermuda",
  "-210 -150": "America/St_Johns",
  "-180":
    "America/Araguaina America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Asuncion America/Bahia America/Belem America/Cayenne America/Fortaleza America/Maceio America/Montevideo America/Paramaribo America/Punta_Arenas America/Recife America/Santarem America/Sao_Paulo Antarctica/Palmer Antarctica/Rothera Atlantic/Stanley Etc/GMT+3",
  "-180 -120": "America/Miquelon",
  "-120": "America/Noronha Atlantic/South_Georgia Etc/GMT+2",
  "-120 -60": "America/Nuuk America/Scoresbysund",
  "-60": "Atlantic/Cape_Verde Etc/GMT+1",
  "-60 0": "Atlantic/Azores",
  "0": "Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome America/Danmarkshavn Atlantic/Reykjavik Atlantic/St_Helena Etc/UTC UTC",
  "0 60":
    "Africa/Casablanca Africa/El_Aaiun Atlantic/Canary Atlantic/Faroe Atlantic/Madeira Europe/Dublin Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/Lisbon Europe/London",
  "0 120": "Antarctica/Troll",
  "60": "Africa/Algiers Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo Africa/Tunis Etc/GMT-1",
  "60 120":
    "Africa/Ceuta Arctic/Longyearbyen Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich",
  "120":
    "Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Juba Africa/Khartoum Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane Africa/Tripoli Africa/Windhoek Etc/GMT-2 Europe/Kaliningrad",
  "120 180":
    "Africa/Cairo Asia/Beirut Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Jerusalem Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kyiv Europe/Mariehamn Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius",
  "180":
    "Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Antarctica/Syowa Asia/Aden Asia/Amman Asia/Baghdad Asia/Bahrain Asia/Damascus Asia/Kuwait Asia/Qatar Asia/Riyadh Etc/GMT-3 Europe/Istanbul Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol Europe/Volgograd Indian/Antananarivo Indian/Comoro Indian/Mayotte",
  "210": "Asia/Tehran",
  "240":
    "Asia/Baku Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Etc/GMT-4 Europe/Astrakhan Europe/Samara Europe/Saratov Europe/Ulyanovsk Indian/Mahe Indian/Mauritius Indian/Reunion",
  "270": "Asia/Kabul",
  "300":
    "Antarctica/Mawson Antarctica/Vostok Asia/Almaty Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Atyrau Asia/Dushanbe Asia/Karachi Asia/Oral Asia/Qostanay Asia/Qyzylorda Asia/Samarkand Asia/Tashkent Asia/Yekaterinburg Etc/GMT-5 Indian/Kerguelen Indian/Maldives",
  "330": "Asia/Colombo Asia/Kolkata",
  "345": "Asia/Kathmandu",
  "360": "Asia/Bishkek Asia/Dhaka Asia/Omsk Asia/Thimphu Asia/Urumqi Etc/GMT-6 Indian/Chagos",
  "390": "Asia/Yangon Indian/Cocos",
  "420":
    "Antarctica/Davis Asia/Bangkok Asia/Barnaul Asia/Ho_Chi_Minh Asia/Hovd Asia/Jakarta Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Novosibirsk Asia/Phnom_Penh Asia/Pontianak Asia/Tomsk Asia/Vientiane Etc/GMT-7 Indian/Christmas",
  "480":
    "Antarctica/Casey Asia/Brunei Asia/Hong_Kong Asia/Irkutsk Asia/Kuala_Lumpur Asia/Kuching Asia/Macau Asia/Makassar Asia/Manila Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Ulaanbaatar Australia/Perth Etc/GMT-8",
  "525": "Australia/Eucla",
  "540":
    "Asia/Chita Asia/Dili Asia/Jayapura Asia/Khandyga Asia/Pyongyang Asia/Seoul Asia/Tokyo Asia/Yakutsk Etc/GMT-9 Pacific/Palau",
  "570": "Australia/Darwin",
  "570 630": "Australia/Adelaide Australia/Broken_Hill",
  "600":
    "Antarctica/DumontDUrville Asia/Ust-Nera Asia/Vladivostok Australia/Brisbane Australia/Lindeman Etc/GMT-10 Pacific/Chuuk Pacific/Guam Pacific/Port_Moresby Pacific/Saipan",
  "600 660": "Antarctica/Macquarie Australia/Hobart Australia/Melbourne Australia/Sydney",
  "630 660": "Australia/Lord_Howe",
  "660":
    "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Etc/GMT-11 Pacific/Bougainville Pacific/Efate Pacific/Guadalcanal Pacific/Kosrae Pacific/Noumea Pacific/Pohnpei",
  "660 720": "Pacific/Norfolk",
  "720":
    "Asia/Anadyr Asia/Kamchatka Etc/GMT-12 Pacific/Fiji Pacific/Funafuti Pacific/Kwajalein Pacific/Majuro Pacific/Nauru Pacific/Tarawa Pacific/Wake Pacific/Wallis",
  "720 780": "Antarctica/McMurdo Pacific/Auckland",
  "765 825": "Pacific/Chatham",
  "780": "Etc/GMT-13 Pacific/Apia Pacific/Fakaofo Pacific/Kanton Pacific/Tongatapu",
  "840": "Etc/GMT-14 Pacific/Kiritimati",
};

/** Every time zone by its name, sorted. */
export const timeZones: readonly string[] = Object.values(zonesByOffsets)
  .flatMap((names) => names.split(" "))
  .sort();

/** Matches the name of a time zone. */
export const TIME_ZONE = new RegExp(`^(${timeZones.join("|").replaceAll("+", "\\+")})$`);
