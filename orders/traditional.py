"""Traditional characters and the simplified ones of our words on paper, so that each word is listed once.

Only labels are compared in this form (採購單號 and 采购单号 are one label); values stay as they are printed. The pairs
are those of OpenCC's TSCharacters and its variants of Taiwan and Hong Kong (Apache-2.0), for the characters in
`mappings/labels/zh.yaml`; characters of one shape and another meaning are left out.
"""

from __future__ import annotations

_PAIRS = """
並并 亞亚 佈布 併并 來来 係系 倉仓 個个 備备 傳传 價价 優优 內内 冊册 凈净 別别 刪删 則则 創创 劃划 劑剂 動动 務务
匯汇 區区 協协 參参 員员 單单 噸吨 國国 圓圆 圖图 團团 執执 報报 塊块 夾夹 學学 實实 審审 寫写 將将 專专 對对 屬属
師师 帳帐 幣币 庫库 廠厂 廢废 張张 彙汇 後后 復复 態态 應应 戶户 捨舍 捲卷 掛挂 採采 換换 摺折 擔担 據据 攤摊 攬揽
數数 於于 時时 書书 會会 條条 業业 構构 標标 樣样 機机 檢检 檯台 櫃柜 欄栏 權权 歐欧 決决 況况 淨净 減减 測测 湊凑
準准 滙汇 滿满 漢汉 為为 無无 煩烦 營营 爭争 爲为 狀状 現现 產产 産产 畢毕 當当 發发 盤盘 確确 碼码 礦矿 禮礼 稅税
種种 稱称 節节 簡简 簽签 籤签 約约 納纳 紙纸 級级 紮扎 細细 組组 結结 絡络 給给 統统 綑捆 經经 網网 緊紧 編编 總总
織织 繳缴 繼继 續续 聯联 臺台 與与 艙舱 茲兹 萬万 藝艺 藥药 處处 號号 術术 裏里 裝装 裡里 製制 複复 見见 規规 訂订
計计 訓训 託托 記记 設设 註注 証证 詞词 詢询 試试 話话 認认 語语 說说 説说 課课 調调 請请 謝谢 證证 識识 議议 變变
讓让 負负 財财 貨货 責责 貴贵 買买 費费 貿贸 資资 賣卖 質质 賬账 購购 車车 輔辅 輛辆 輸输 轉转 辦办 迴回 連连 週周
進进 運运 過过 達达 違违 遞递 遲迟 郵邮 醫医 釐厘 銀银 銷销 鋼钢 鍍镀 鎊镑 長长 門门 開开 間间 關关 陞升 陸陆 際际
險险 隻只 雙双 雜杂 離离 電电 韓韩 頁页 頂顶 項项 順顺 須须 頌颂 預预 領领 頭头 顆颗 題题 額额 顏颜 顔颜 類类 餘余
驗验 體体 麪面 麫面 麵面 點点 齊齐
"""

SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
