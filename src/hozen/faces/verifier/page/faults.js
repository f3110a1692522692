// Each refusal by the word of the specification: its Japanese name, what it says, and what to do.

const ASK = [
  "Keep both files and ask the exchange. If it cannot explain, tell the regulator.",
  "2つのファイルを保管し、取引所に問い合わせてください。説明が得られなければ、当局に知らせてください。",
];
const AGAIN = [
  "Get both files of the same cut-off anew. If it stays so, keep them and ask the exchange.",
  "同じ基準時点の2つのファイルを入手し直してください。結果が変わらなければ、保管して取引所に問い合わせてください。",
];

const FAULTS = {
  malformed: {
    name: "形式の誤り",
    says: ["{0} is not as the format has it: {1}.", "{0}が形式に合いません：{1}"],
    todo: [
      "Get the file again, whole and unchanged, or correct what you typed.",
      "ファイルを改変のない完全な形で入手し直すか、入力を直してください。",
    ],
  },
  "not published": {
    name: "公表値との相違",
    says: [
      "The snapshot file is not the one with the commitment that you typed.",
      "スナップショットのファイルが、入力されたコミットメントのものではありません。",
    ],
    todo: [
      "Compare the 64 signs and the day. If both are right, the exchange shows different people different totals: keep the files, and tell others and the regulator.",
      "64桁の値と日付を見比べてください。どちらも正しければ、取引所は人によって違う合計を示しています。ファイルを保管し、他の利用者と当局に知らせてください。",
    ],
  },
  signature: {
    name: "署名の相違",
    says: [
      "The signature is not of this snapshot by the key that you typed.",
      "入力された鍵による、このスナップショットの署名ではありません。",
    ],
    todo: [
      "Compare the key and the day. If both are right, do not trust these files: keep them and ask the exchange, by another way than where they came from.",
      "鍵と日付を見比べてください。どちらも正しければ、ファイルを信用せずに保管し、入手元とは別の方法で取引所に問い合わせてください。",
    ],
  },
  "other snapshot": {
    name: "別の時点",
    says: [
      "Your proof was cut from another snapshot than the one published.",
      "証明は、公表されたものとは別のスナップショットから作られています。",
    ],
    todo: AGAIN,
  },
  "account absent": {
    name: "口座の不在",
    says: ["The account that you typed is not in this proof.", "入力された口座は、この証明に含まれていません。"],
    todo: [
      "Compare the account id, sign by sign. If it is right, the proof is another customer's: keep both files and ask the exchange.",
      "口座IDを1字ずつ見比べてください。正しければ、他の利用者の証明です。2つのファイルを保管し、取引所に問い合わせてください。",
    ],
  },
  "no tree": {
    name: "木の不在",
    says: [
      "{0}: the published snapshot has no total of this asset.",
      "{0}：公表されたスナップショットに、この資産の合計がありません。",
    ],
    todo: ASK,
  },
  parts: {
    name: "分割数の相違",
    says: ["{0}: the proof has {1} parts of this balance, not {2}.", "{0}：残高の分割数が{1}です（正しくは{2}）。"],
    todo: ASK,
  },
  height: {
    name: "高さの相違",
    says: [
      "{0}: the way from your balance to the total is longer, shorter or elsewhere than the tree allows.",
      "{0}：残高から合計までの経路の長さか位置が、公表された木と合いません。",
    ],
    todo: ASK,
  },
  "too large": {
    name: "桁あふれ",
    says: ["{0}: a sum is too large for the format (2^128).", "{0}：和が形式の上限（2^128）を超えています。"],
    todo: ASK,
  },
  root: {
    name: "根の相違",
    says: [
      "{0}: your balance does not lead to the published root. An amount or a neighbour was changed.",
      "{0}：残高から公表された根に到達しません。数量か隣の値が変えられています。",
    ],
    todo: ASK,
  },
  total: {
    name: "合計の相違",
    says: [
      "{0}: the published total is not the sum that the tree has.",
      "{0}：公表された合計が、木の合計と異なります。",
    ],
    todo: ASK,
  },
  order: {
    name: "順序の誤り",
    says: [
      "{0}: the parts of your balance do not stand in the order that the format demands.",
      "{0}：残高の各部分が、形式の定める順序で並んでいません。",
    ],
    todo: ASK,
  },
  balance: {
    name: "残高の相違",
    says: ["{0}: the proof shows {1}, you typed {2}.", "{0}：証明では {1}、入力は {2} です。"],
    todo: [
      "Compare with the balance of the account at the cut-off, not now. If it differs, keep both files and ask the exchange.",
      "現在ではなく、基準時点の口座の残高と見比べてください。異なれば、2つのファイルを保管し、取引所に問い合わせてください。",
    ],
  },
};

const ABSENT_HINTS = {
  empty: ["This proof shows no balance at all.", "この証明には残高が1つもありません。"],
  blanks: [
    "What you typed has blanks or wide letters; without them it is the account of this proof.",
    "入力に空白か全角文字があります。それらを除けば、この証明の口座と一致します。",
  ],
};
