// Every text of the page, in English and in Japanese. {0} and {1} are filled in.

const WORDS = {
  title: ["Check your proof", "残高の証明を確認する"],
  lead: [
    "See for yourself that your balances are in the totals that an exchange published. Nothing leaves this device: the page has no way to the network.",
    "取引所が公表した合計に自分の残高が含まれているかを、ご自身で確かめられます。このページは通信をしません。入力した内容が端末の外に出ることはありません。",
  ],
  language: ["Language", "表示言語"],
  no_crypto: [
    "This browser gives the page no means to compute hashes (WebCrypto), so nothing can be checked here. Save the page and open it from your disk, or over https, in a current Chrome, Edge, Firefox or Safari.",
    "このブラウザーではハッシュ計算の機能（WebCrypto）を利用できないため、検証できません。ページを保存して端末から開くか、https で開いてください（最新の Chrome、Edge、Firefox、Safari）。",
  ],
  files: ["The files", "ファイル"],
  files_hint: [
    "Choose them, or drop them anywhere on this page.",
    "選択するか、このページの上にドロップしてください。",
  ],
  snapshot: ["Snapshot", "スナップショット"],
  snapshot_hint: ["The exchange publishes it: snapshot.json", "取引所が公表するファイル（snapshot.json）"],
  proof: ["Your proof", "あなたの証明"],
  proof_hint: [
    "The exchange gave it to you alone: proof.json. Who has it can read your balances.",
    "取引所があなただけに渡したファイル（proof.json）。持つ人は残高を読めます。",
  ],
  choose_snapshot: ["Choose the snapshot file", "スナップショットのファイルを選択"],
  choose_proof: ["Choose your proof file", "証明のファイルを選択"],
  signature: ["Signature", "署名"],
  signature_hint: [
    "signature.json, where the exchange publishes one: that the exchange, and nobody else, said this commitment.",
    "取引所が公表していれば signature.json。このコミットメントを述べたのがその取引所であることを確かめられます。",
  ],
  choose_signature: ["Choose the signature file", "署名のファイルを選択"],
  unsign: ["Check without a signature", "署名なしで検証する"],
  public_key: ["The exchange's public key", "取引所の公開鍵"],
  public_key_hint: [
    "64 digits and letters, from elsewhere than these files.",
    "64桁の英数字。これらのファイル以外から入手してください。",
  ],
  is_signature: ["{0}: a signature", "{0}：署名"],
  bad_public_key: [
    "What you typed is no public key: it has 64 signs, 0 to 9 and a to f.",
    "入力された値は公開鍵ではありません。0〜9 と a〜f の64字です。",
  ],
  signed: [
    "The commitment is signed with the key that you typed.",
    "コミットメントには、入力された鍵による署名があります。",
  ],
  not_signed_here: [
    "The signature was NOT checked: this browser cannot (Ed25519). The one-file Python program can.",
    "署名は検証していません。このブラウザーは Ed25519 に対応していません（Python のプログラムで検証できます）。",
  ],
  nothing_chosen: ["None chosen yet", "未選択"],
  is_snapshot: ["{0}: book {1}, cut-off {2}", "{0}：帳簿 {1}、基準時点は{2}"],
  is_proof: ["{0}: a proof, assets named: {1}", "{0}：証明（記載資産数 {1}）"],
  is_neither: [
    "{0}: neither a snapshot nor a proof nor a signature",
    "{0}：スナップショットでも証明でも署名でもありません",
  ],
  is_malformed: ["{0}: not in the format ({1})", "{0}：形式に合いません（{1}）"],
  too_big: ["too large for such a file", "ファイルが大きすぎます"],
  unreadable: ["the browser could not read it", "ブラウザーが読み取れませんでした"],
  place_line: ["line {0}, column {1}", "{0}行{1}字目"],
  place_field: ["field {0}", "項目 {0}"],
  not_utf8: ["not UTF-8", "UTF-8 ではありません"],
  account: ["Your account id", "口座ID"],
  account_hint: [
    "Exactly as the exchange shows it to you: capitals and blanks count.",
    "取引所の表示どおりに入力してください。大文字・小文字や空白も区別されます。",
  ],
  published: ["The published commitment", "公表されたコミットメント"],
  published_hint: [
    "64 digits and letters. Take it from elsewhere than these files: a newspaper, the regulator, another customer. Taken from the files themselves it proves nothing.",
    "64桁の英数字。これらのファイル以外（新聞、当局、他の利用者など）から入手してください。同じファイルから写した値では何も確かめられません。",
  ],
  balances: ["What your account shows", "口座に表示されている残高"],
  optional: ["optional", "任意"],
  balances_hint: [
    "At the cut-off, not now. What you leave empty you must compare yourself.",
    "現在ではなく、基準時点の残高です。空欄の資産は、ご自身で見比べてください。",
  ],
  balances_first: ["Choose the snapshot and your proof first.", "先にスナップショットと証明を選択してください。"],
  balance_of: ["{0}, {1}", "{0}（{1}）"],
  owed: ["owed to you", "預けている分"],
  debt: ["owed by you", "借りている分"],
  add: ["Add an asset that the proof does not name", "証明にない資産を追加"],
  added_asset: ["Asset", "資産"],
  added_side: ["Side", "区分"],
  added_amount: ["Amount", "数量"],
  remove: ["Remove {0}", "{0}を取り除く"],
  row: ["row {0}", "{0}行目"],
  check: ["Check", "検証する"],
  checking: ["Checking…", "検証しています…"],
  bad_amount: ["{0}: “{1}” is not an amount such as 1,234.56.", "{0}：「{1}」は 1,234.56 のような数量ではありません。"],
  bad_published: [
    "What you typed is no commitment: it has 64 signs, 0 to 9 and a to f.",
    "入力された値はコミットメントではありません。0〜9 と a〜f の64字です。",
  ],
  page_failed: [
    "The page itself failed: {1}. Try another browser, or the Python program.",
    "ページ自体のエラーです：{1}。別のブラウザーか Python のプログラムでお試しください。",
  ],
  bad_account: ["An account id has 255 bytes at most.", "口座IDは255バイトまでです。"],
  missing: ["Still missing: {0}.", "未入力：{0}"],
  and: [", ", "、"],
  head_and_sentence: ["{0}. {1}", "{0}。{1}"],
  holds: ["It holds", "成立"],
  holds_says: [
    "These balances are in the totals that were published.",
    "次の残高は、公表された合計に含まれています。",
  ],
  fails: ["It does not hold", "不成立"],
  cannot: ["It cannot be checked", "検証できません"],
  cannot_says: ["This says nothing about the exchange.", "これだけでは、取引所について何も言えません。"],
  fault: ["Fault", "不備"],
  todo: ["What to do", "どうすればよいか"],
  yours: ["Yours", "あなた"],
  of_all: ["Of all customers", "利用者全体"],
  compared: ["Compared", "照合"],
  same: ["as you typed", "入力と一致"],
  unsaid: ["not compared: look at your account", "未照合：口座の表示と見比べてください"],
  proven: ["Proven", "証明されたこと"],
  proven_in: [
    "Your balances above are counted in the totals of the cut-off {0}, each part once.",
    "上の残高は、{0}時点の合計に1回ずつ算入されています。",
  ],
  proven_one: [
    "Whoever was shown another balance of yours, another total or another sum on the way sees another commitment than the one you typed.",
    "あなたの残高、合計、途中の和のどれか1つでも違うものを示された人は、あなたが入力した値とは別のコミットメントを見ることになります。",
  ],
  open: ["Still open", "未確認のこと"],
  open_balances: [
    "Not compared: {0}. Look at your account, at the cut-off.",
    "照合していない残高：{0}。基準時点の口座の残高と見比べてください。",
  ],
  details: ["About this snapshot", "このスナップショットについて"],
  detail_book: ["Book", "帳簿"],
  detail_cut_off: ["Cut-off", "基準時点"],
  detail_commitment: ["Commitment", "コミットメント"],
  detail_previous: ["The snapshot before", "前回のスナップショット"],
  detail_first: ["none: this is the first", "なし（初回）"],
  detail_chain: ["Block of {0}", "{0} のブロック"],
  detail_software: ["Made with", "作成ソフトウェア"],
  at_time: ["{0} UTC ({1} in Japan)", "日本時間 {1}（UTC {0}）"],
  limits: ["What no proof of this kind shows", "この種の証明では分からないこと"],
  limit_assets: [
    "That the assets are there. It is one side only: what the exchange says it owes. Borrowed assets and lost keys are outside it.",
    "資産が実在すること。証明は、取引所が負うと述べた債務の側だけです。借りた資産や失われた鍵は分かりません。",
  ],
  limit_all: [
    "That nobody is left out. Who does not check is not protected.",
    "漏れた利用者がいないこと。確認しない人は守られません。",
  ],
  limit_alike: [
    "That everybody was shown the same commitment. Compare it with what others were told.",
    "全員に同じコミットメントが示されたこと。他の人に示された値と見比べてください。",
  ],
  limit_id: [
    "That two customers were not given the same account id. It should be one that you know to be your own.",
    "2人の利用者に同じ口座IDが割り当てられていないこと。自分だけのものと分かるIDであるべきです。",
  ],
  odds: ["How likely is an omission seen?", "漏れが見つかる確率"],
  odds_share: ["Customers who check, in %", "確認する利用者の割合（％）"],
  odds_many: ["Customers left out", "漏れた利用者の数"],
  odds_says: [
    "If {0}% of the customers check, by chance, leaving out {1} of them is seen with {2}%.",
    "利用者の{0}％が無作為に確認する場合、{1}人の漏れが見つかる確率は {2}％です。",
  ],
  odds_none: [
    "Type a share of 0 to 100, with two decimals at most, and a number of 0 to 100,000.",
    "割合は0から100まで（小数2桁まで）、人数は0から100,000までの数で入力してください。",
  ],
  foot: [
    "This page is one of several verifiers of the format hozen-proof/1. It works without a network: save it and keep it.",
    "このページは、形式 hozen-proof/1 を検証する複数のプログラムの1つです。通信なしで動きます。保存してお使いください。",
  ],
};

let language = "en";

const inLanguage = ([english, japanese], ...rest) =>
  (language === "ja" ? japanese : english).replace(/\{([0-9])\}/g, (_, number) => rest[Number(number)]);

const say = (key, ...rest) => inLanguage(WORDS[key], ...rest);
